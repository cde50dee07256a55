import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** Every command line that a document shows, in blocks and within sentences. */
function commandsIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```[a-z]*\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const lines = blocks.map((line) => line.replace(/^\s*(- )?(run: )?/, '').replace(/\s+#\s.*$/, ''));
  const prose = text.replace(/^```[a-z]*\n[\s\S]*?^```$/gm, '');
  const inline = [...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));
  return [...lines, ...inline]
    .map((line) => line.trim())
    .filter((line) => /^(npx |npm |fsync-lab )/.test(line));
}

const shown = documents.flatMap((file) => commandsIn(textOf(file)).map((command) => ({ file, command })));
const unique = [...new Map(shown.map((each) => [each.command.replace(/^npx (?=fsync-lab)/, ''), each.file]))];
const ours = unique.filter(([command]) => command.startsWith('fsync-lab '));
const others = unique.filter(([command]) => !command.startsWith('fsync-lab '));

interface Trial {
  /** What is added, so that nothing is started or removed: it must be the only thing that the command objects to. */
  readonly added: string;
  readonly exits: readonly number[];
  readonly says: RegExp;
}

/** How each command is tried. What is not here runs as it is written. */
const trials: Readonly<Record<string, Trial>> = {
  run: { added: ' --dry-run', exits: [0], says: /./ },
  assess: { added: ' --threats no-such-threat', exits: [2], says: /no threat is called 'no-such-threat'/ },
  matrix: { added: ' --dry-run', exits: [0], says: /runs, \d+ at a time/ },
  clean: { added: ' no-such-run', exits: [2], says: /nothing is left of a run no-such-run/ },
  worker: { added: ' --queue http://nowhere', exits: [2], says: /this is no URL of a Redis/ },
  open: { added: ' --port 70000', exits: [2], says: /Expected a port from 1 to 65535/ },
  // The verdict of a stored run.
  check: { added: '', exits: [0, 1, 3], says: /final read: attempted/ },
};

/** What the text around it says will be refused, and names that need an argument to be one. */
const refused: Readonly<Record<string, Trial>> = {
  'fsync-lab run key9-loss --kafka 4.3.1': { added: ' --dry-run', exits: [2], says: /--variant kraft/ },
  'fsync-lab matrix merge part-1/dispute.matrix/* part-2/dispute.matrix/* part-3/dispute.matrix/*': {
    added: '',
    exits: [2],
    says: /no such file/,
  },
  'fsync-lab matrix merge parts/*/smoke.matrix/*': { added: '', exits: [2], says: /no such file/ },
  'fsync-lab validate': { added: ' my.yaml', exits: [0], says: /my\.yaml/ },
};

// They take minutes or change what others of this machine use; .ci/run has the first two.
const heavy = /^fsync-lab (doctor|images (build|remove))\b/;

const asWritten: Trial = { added: '', exits: [0], says: /./ };

/** The yaml block of a document that has this in it. */
function blockWith(file: string, words: string): string {
  const blocks = [...textOf(file).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  const found = blocks.find((block) => block.includes(words));
  if (found === undefined) throw new Error(`${file} has no block with ${words}`);
  return found;
}

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fsync-lab-documents-'));
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  program = mkdtempSync(join(root, 'node_modules/.cache/fsync-lab-documents-'));
  await execa('npx', ['rolldown', '-c', '-d', program], { cwd: root });
  placeFiles();
});
afterAll(() => {
  for (const made of [folder, program]) rmSync(made, { recursive: true });
});

/** What the documents name, as they show it themselves where they do. */
function placeFiles(): void {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const name of ['bin', 'fresh', 'durability', 'runs/key9-loss'])
    mkdirSync(join(folder, name), { recursive: true });
  write('bin/fsync-lab', `#!/bin/sh\nexec node ${join(program, 'cli.cjs')} "$@"\n`);
  write('bin/npx', '#!/bin/sh\nexec "$@"\n');
  for (const name of ['fsync-lab', 'npx']) chmodSync(join(folder, 'bin', name), 0o755);
  const mine = blockWith('README.md', 'Nothing is lost when every broker is killed at once');
  for (const name of ['my.yaml', 'durability/kill-all.yaml']) write(name, mine);
  write('my-suite.yaml', blockWith('docs/suites.md', 'Does a flush for every record help?'));
  write('rack.yaml', blockWith('docs/assess.md', 'a rack is rebooted'));
  write('fsync-lab.assess.yaml', blockWith('docs/ci.md', 'allow: [loses-power-all]'));
  write('server.properties', 'zookeeper.connect=zk:2181\nmin.insync.replicas=2\n');
  for (const [name, run] of [
    ['key9-loss', '2026-11-27T17-00-56-00000001'],
    ['inconclusive', '2026-11-27T18-52-14-36bd0ab9'],
  ] as const)
    cpSync(join(root, 'src/testing/stored', name), join(folder, 'runs/key9-loss', run), { recursive: true });
}

const stored = {
  RUN: 'runs/key9-loss/2026-11-27T17-00-56-00000001',
  A: 'key9-loss',
  B: 'runs/key9-loss/2026-11-27T17-00-56-00000001',
};

test('the documents show commands, and the commands of every kind', () => {
  expect(ours.length).toBeGreaterThan(40);
  const kinds = new Set(ours.map(([command]) => command.split(' ')[1]));
  expect([...kinds]).toEqual(
    expect.arrayContaining(['run', 'assess', 'validate', 'list', 'check', 'report', 'open', 'clean']),
  );
});

describe('the command of a document', () => {
  test.for(ours.filter(([command]) => !heavy.test(command)))('%s (%s)', async ([command], { skip }) => {
    const { added, exits, says } = refused[command] ?? trials[command.split(' ')[1] ?? ''] ?? asWritten;
    const line = command.replace(/\b(RUN|A|B)\b/g, (name) => stored[name as keyof typeof stored]);
    const { exitCode, all } = await execa('bash', ['-c', line + added], {
      // A starter scenario is written where there is none of that name yet.
      cwd: command.startsWith('fsync-lab init') ? join(folder, 'fresh') : folder,
      all: true,
      reject: false,
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, XDG_STATE_HOME: join(folder, 'state') },
    });
    const lack = /needs (.*), which .* (lacks|lacks here):$/m.exec(`${all}`);
    skip(lack !== null && !process.env.FSYNC_LAB_REQUIRE, `no ${lack?.[1]}`);
    expect(all).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(all).toMatch(says);
    expect(exits, all).toContain(exitCode);
  });

  test.each(ours.filter(([command]) => heavy.test(command)))(
    '%s (%s) is one that there is',
    async (command) => {
      const [, name = '', action] = command.split(' ');
      const { stdout } = await execa('node', [join(program, 'cli.cjs'), name, '--help']);
      expect(stdout).toContain(`Usage: fsync-lab ${name}`);
      if (action !== undefined && !action.startsWith('-')) expect(stdout).toContain(`"${action}"`);
    },
  );

  test.each(others)('%s (%s) names what there is', (command) => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const [, script] = /^npm (?:run )?([\w:]+)/.exec(command) ?? [];
    if (script !== undefined && script !== 'install' && script !== 'pack')
      expect(Object.keys(scripts)).toContain(script);
    const paths = command.split(' ').filter((word) => /^(src|bench|docs)\//.test(word));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
