import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { copyOf, dockerSteps, type DockerStep, envOf, ignoredBy } from './docker-steps.js';

const CHECKOUT = path.resolve(import.meta.dirname, '../..');
const APP = '/app';
/** What a container runs as that names a user; nobody's here, where we are root. */
const NOBODY = 65_534;

export interface DockerImage {
  /** What `/app` is in it. */
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** Undefined: ours. */
  readonly uid: number | undefined;
}

/** Does the steps of the Dockerfile in a folder, stage by stage, as far as they can be done without Docker. */
export class DockerFolder {
  private readonly folders = new Map<string, string>();
  private env: Record<string, string> = {};
  private command: string[] = [];
  private readonly uid = process.getuid?.() === 0 ? NOBODY : undefined;

  /** @param link takes the installed packages of this checkout for `npm ci`, which otherwise is really done */
  constructor(
    private readonly root: string,
    private readonly link: boolean,
  ) {}

  build(): DockerImage {
    for (const step of dockerSteps(fs.readFileSync(path.join(CHECKOUT, 'Dockerfile'), 'utf8')))
      this.step(step);
    const app = this.folder('');
    const env = Object.entries(this.env).map(([name, value]) => [name, value.replace(APP, app)] as const);
    return { app, env: Object.fromEntries(env), command: this.command, uid: this.uid };
  }

  private step({ stage, does, words }: DockerStep): void {
    if (does === 'FROM') this.env = {};
    if (does === 'WORKDIR') this.workIn(stage, words);
    if (does === 'COPY') this.copy(stage, words);
    if (does === 'RUN') this.run(stage, words);
    if (does === 'ENV') this.env = { ...this.env, ...envOf(words) };
    if (does === 'CMD') this.command = JSON.parse(words) as string[];
  }

  private workIn(stage: string, folder: string): void {
    if (folder !== APP) throw new Error(`another folder than ${APP}: ${folder}`);
    this.folders.set(stage, path.join(this.root, stage === '' ? 'image' : stage));
    fs.mkdirSync(this.folder(stage), { recursive: true });
  }

  private folder(stage: string): string {
    const folder = this.folders.get(stage);
    if (folder === undefined) throw new Error(`the stage "${stage}" has no folder yet`);
    return folder;
  }

  private copy(stage: string, words: string): void {
    const { from, sources, target } = copyOf(words);
    const isLeftOut = ignoredBy(fs.readFileSync(path.join(CHECKOUT, '.dockerignore'), 'utf8'));
    for (const source of sources) {
      const origin = from === undefined ? CHECKOUT : this.folder(from);
      const place = path.resolve(origin, path.relative(APP, path.resolve(APP, source)));
      const isFolder = fs.statSync(place).isDirectory();
      const to = path.resolve(this.folder(stage), target, isFolder ? '' : path.basename(source));
      const filter = (each: string) => from !== undefined || !isLeftOut(path.relative(CHECKOUT, each));
      if (from !== undefined && this.uid !== undefined) linkTree(place, to);
      else fs.cpSync(place, to, { recursive: true, verbatimSymlinks: true, filter });
    }
  }

  private run(stage: string, words: string): void {
    const cwd = this.folder(stage);
    if (this.link && words.startsWith('npm ci ')) return linkPackages(cwd);
    const user = String(this.uid ?? process.getuid?.() ?? 0);
    const command = words.replace('node:node', `${user}:${user}`);
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`RUN ${words} ended with ${String(status)}:\n${stdout}\n${stderr}`);
  }
}

/** As hard links, where no file is given another mode: a container's user is not who owns them. */
function linkTree(from: string, to: string): void {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  execFileSync('cp', ['-alT', from, to]);
}

/** As hard links, but for what npm and we write in place. */
function linkPackages(folder: string): void {
  const packages = path.join(folder, 'node_modules');
  execFileSync('cp', ['-al', path.join(CHECKOUT, 'node_modules'), packages]);
  for (const name of ['.package-lock.json', '.suanpan-lock-hash']) {
    fs.rmSync(path.join(packages, name), { force: true });
    const own = path.join(CHECKOUT, 'node_modules', name);
    if (fs.existsSync(own)) fs.copyFileSync(own, path.join(packages, name));
  }
}

/** Nobody may write anything in it, but into its data: of what root owns, no other can. */
export function makeReadOnly({ app, uid }: DockerImage): void {
  if (uid !== undefined) return;
  execFileSync('chmod', ['-R', 'a-w', app]);
  execFileSync('chmod', ['u+w', path.join(app, 'data')]);
}
