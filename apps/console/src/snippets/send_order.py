# Sends one order. Python 3.8 or newer, no package:
# WEBHOOK_URL='…' WEBHOOK_SECRET='whsec_…' python3 send_order.py <store code> [order number]
import base64, hashlib, hmac, json, os, sys, time, urllib.error, urllib.request

now = int(time.time() * 1000)
store_code = sys.argv[1]
order_no = sys.argv[2] if len(sys.argv) > 2 else f"TEST-{now}"

order = {
    "orderNo": order_no,
    "storeCode": store_code,
    "placedAt": now - 2000,  # milliseconds, or text such as 2026-01-31T08:00:00+08:00
    "paidAt": now - 1000,
    "updatedAt": now,  # of several states of an order the latest wins
    "payment": "paid",
    "fulfilment": "accepted",
    # Amounts are whole fen: 2500 is 25.00 yuan.
    "totalFen": 2500,
    "discountFen": 0,
    "paidFen": 2500,
    "freightFen": 0,
    "packagingFen": 0,
    "items": [{"itemName": "拿铁", "quantity": "1", "unitPrice": "25.00", "amountFen": 2500}],
}

# The body is signed as it is sent, byte for byte.
body = json.dumps(order).encode()
message_id = f"order-{order_no}-{order['updatedAt']}"  # the same in every attempt to send this state
timestamp = str(int(time.time()))  # another in every attempt
secret = os.environ["WEBHOOK_SECRET"]
key = base64.b64decode(secret[len("whsec_"):] if secret.startswith("whsec_") else secret)
signed = f"{message_id}.{timestamp}.".encode() + body
signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

request = urllib.request.Request(
    os.environ["WEBHOOK_URL"],
    data=body,
    method="POST",
    headers={
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature}",
    },
)
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as refused:
    # Whatever is not 2xx was not taken: send it again, a little later each time.
    print(refused.code, refused.read().decode())
    sys.exit(1)
