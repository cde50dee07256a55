import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';
import { isolatedDeclarationSync } from 'rolldown/experimental';

// What stays a package of its own: native code, and big ones that are opened late. The rest is copied into the bundle,
// so it stands among the devDependencies.
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const external = Object.keys(dependencies).map((name) => new RegExp(`^${name}($|/)`));

function packageFolderOf(module: string): string {
  const folder = dirname(module);
  return isPackage(join(folder, 'package.json')) ? folder : packageFolderOf(folder);
}

/** Some packages have further such files, which only tell the kind of modules. */
function isPackage(file: string): boolean {
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version !== undefined;
}

/** Copies of other people's code come with the terms that they ask us to pass on. */
const thirdPartyTerms: Plugin = {
  name: 'third-party-terms',
  generateBundle() {
    const modules = [...this.getModuleIds()].filter((id) => /^\/.*\/node_modules\//.test(id));
    const folders = [...new Set(modules.map(packageFolderOf))].sort();
    const source = folders.map(termsOf).join(`\n${'-'.repeat(80)}\n\n`);
    this.emitFile({ type: 'asset', fileName: 'third-party.txt', source });
  },
};

function termsOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version}, ${license}\n\n${text}\n`;
}

/** The library's own types, and those of a plan: none names another package, so that none is needed to read them. */
const types: Plugin = {
  name: 'types',
  generateBundle() {
    for (const [file, code] of declarationsFrom('index.ts')) {
      const source = code.replaceAll(/\.ts(?=['"])/g, '.cjs');
      this.emitFile({ type: 'asset', fileName: file.replace(/\.ts$/, '.d.cts'), source });
    }
  },
};

/** The declarations of a file of src/, and of each that they name in their turn. */
function declarationsFrom(file: string, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (found.has(file)) return found;
  const { code, errors } = isolatedDeclarationSync(file, readFileSync(join('src', file), 'utf8'));
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  found.set(file, code);
  for (const [, named = ''] of code.matchAll(/from ['"](\..+?)['"]/g))
    declarationsFrom(join(dirname(file), named), found);
  return found;
}

const lateCrypto = `
const crypto = () => require('node:crypto');
export const createHash = (...args) => crypto().createHash(...args);
export const randomBytes = (...args) => crypto().randomBytes(...args);
export const randomUUID = (...args) => crypto().randomUUID(...args);
export const X509Certificate = function (...args) { return new (crypto().X509Certificate)(...args); };
`;

/** Loading node:crypto takes 8 ms, a twelfth of what `validate` takes, and most commands never need it. */
const cryptoWhenUsed: Plugin = {
  name: 'crypto-when-used',
  resolveId: (id, importer) =>
    id === 'node:crypto' && importer !== 'late-crypto'
      ? { id: 'late-crypto', moduleSideEffects: false }
      : null,
  load: (id) => (id === 'late-crypto' ? lateCrypto : null),
};

/**
 * The program as it is shipped: a file a command and what they share, so that a start opens a few files and not 350.
 * CommonJS, because Node 20 starts that 10 ms sooner; names are kept for stacks.
 */
export default defineConfig({
  input: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    'client-process': 'src/systems/kafka/client/own-process/main.ts',
  },
  platform: 'node',
  external,
  plugins: [thirdPartyTerms, types, cryptoWhenUsed],
  transform: { target: 'node20' },
  // Told by default and then built all the same: the program that is shipped would die of it at its first use.
  onLog(level, log, tell) {
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    tell(level, log);
  },
  output: {
    dir: 'dist',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    cleanDir: true,
    sourcemap: true,
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
});
