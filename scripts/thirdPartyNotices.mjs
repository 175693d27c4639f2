// Writes ThirdPartyNotices.txt: the licences of everything by others that the package carries.
// The list is what esbuild really puts into the bundles, plus the grammars that are copied beside them.
// `node scripts/thirdPartyNotices.mjs` writes the file, `--check` fails when it is not what it should be.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const noticesFile = join(root, 'ThirdPartyNotices.txt');
const entryPoints = ['src/extension.ts', 'src/cli/main.ts', 'src/workspace/lint/scanWorker.ts'];

/** Parts whose licence text no installed package holds; kept as files in scripts/notices/. */
const grammars = [
  {
    name: 'web-tree-sitter',
    license: 'MIT',
    home: 'https://github.com/tree-sitter/tree-sitter',
    file: 'web-tree-sitter.txt',
  },
  ...['python', 'javascript', 'typescript', 'bash', 'go', 'java'].map((language) => ({
    name: `tree-sitter-${language}`,
    license: 'MIT',
    home: `https://github.com/tree-sitter/tree-sitter-${language}`,
    file: `tree-sitter-${language}.txt`,
  })),
];
const textsOfPackagesWithout = { '@vscode/l10n': 'vscode-l10n.txt' };

const preamble = `TaskMonitor for Pushgateway includes the software listed here, each part under its own licence.
This file is generated: node scripts/thirdPartyNotices.mjs
`;

/** Files under node_modules that have bytes in a bundle, relative to the repository. */
async function bundledFiles() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'error',
  });
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return files.filter((file) => file.startsWith('node_modules/'));
}

/** Folder of the package that `file` belongs to: `node_modules/name` or `node_modules/@scope/name`, nested ones too. */
function packageFolder(file) {
  const parts = file.split('/');
  const last = parts.lastIndexOf('node_modules');
  return parts.slice(0, last + (parts[last + 1].startsWith('@') ? 3 : 2)).join('/');
}

/** The licence files that cover `file`: beside it, or in a folder above it up to its package's own. */
function licenceFilesAbove(file) {
  const top = packageFolder(file);
  const found = [];
  for (let folder = dirname(file); folder.length >= top.length; folder = dirname(folder)) {
    const names = readdirSync(join(root, folder)).filter((name) => /^(licen[cs]e|notice)\b/i.test(name));
    found.push(...names.map((name) => `${folder}/${name}`));
  }
  return found;
}

function packagesOf(files) {
  const packages = new Map();
  for (const file of files) {
    const folder = packageFolder(file);
    const licences = packages.get(folder) ?? new Set();
    licenceFilesAbove(file).forEach((licence) => licences.add(licence));
    packages.set(folder, licences);
  }
  return [...packages].map(([folder, licences]) =>
    describePackage(
      folder,
      [...licences].toSorted((a, b) => (a < b ? -1 : 1)),
    ),
  );
}

function describePackage(folder, licences) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const kept = textsOfPackagesWithout[manifest.name];
  const texts = kept === undefined ? licences : [`scripts/notices/${kept}`];
  if (texts.length === 0) {
    throw new Error(
      `${manifest.name} has no licence file: put its text into scripts/notices/ and name it in this script.`,
    );
  }
  return {
    title: `${manifest.name} ${manifest.version}`,
    license: manifest.license,
    home: homeOf(manifest.repository),
    text: texts.map(readText).join('\n\n'),
  };
}

/** All of them live on GitHub; manifests write that as a URL of any kind or as `owner/name`. */
function homeOf(repository) {
  const url = typeof repository === 'string' ? repository : repository.url;
  const path = url
    .replace(/\.git$/, '')
    .split(/github\.com[:/]/)
    .at(-1);
  return `https://github.com/${path}`;
}

function readText(path) {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n').trim();
}

async function notices() {
  const parts = [
    ...packagesOf(await bundledFiles()),
    ...grammars.map(({ name, license, home, file }) => ({
      title: name,
      license,
      home,
      text: readText(`scripts/notices/${file}`),
    })),
  ];
  const rule = '-'.repeat(80);
  const sections = parts
    .toSorted((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, license, home, text }) => `${rule}\n${title} (${license})\n${home}\n\n${text}\n`);
  return [preamble, ...sections].join('\n');
}

const expected = await notices();
if (process.argv.includes('--check')) {
  if (!existsSync(noticesFile) || readFileSync(noticesFile, 'utf8') !== expected) {
    console.error('ThirdPartyNotices.txt is not up to date: run node scripts/thirdPartyNotices.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(noticesFile, expected);
}
