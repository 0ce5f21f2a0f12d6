const KEPT = 'suanpan.sound';

export const isSoundOn = (): boolean => localStorage.getItem(KEPT) === 'on';
export const keepSound = (on: boolean): void => localStorage.setItem(KEPT, on ? 'on' : 'off');

const TONES_HZ = [660, 880] as const;
const TONE_S = 0.18;

/** Two short tones, made by the browser: nothing is loaded. One that lets no page sound before it is touched is silent. */
export function sound(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0.2;
  volume.connect(context.destination);
  TONES_HZ.forEach((frequency, index) => {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start(context.currentTime + index * TONE_S);
    tone.stop(context.currentTime + (index + 1) * TONE_S);
  });
  setTimeout(() => void context.close(), 1_000);
}
