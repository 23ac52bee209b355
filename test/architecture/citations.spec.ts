import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citables, citationsIn, deadLinksOf, unknownPagesIn } from './support/citations';
import { filesIn, textOf } from './support/workspace';

const FOLDERS = ['apps', 'deploy', 'docs', 'k8s', 'libs', 'test', 'tools'];
const TEXT = '*.{csv,env,example,java,js,json,md,mjs,mts,py,sh,tpl,ts,txt,wsdl,xml,xsd,yaml}';
/** This test and its reader write citations of nothing on purpose. */
const files = filesIn(TEXT, ...FOLDERS.map((folder) => `${folder}/**/${TEXT}`)).filter(
  (file) => file !== 'package-lock.json' && !/^test\/architecture\/(?:support\/)?citations\./.test(file),
);
/** Made up on pages that show how one is written. */
const MADE_UP = ['agency-slow.md'];
const pages = files.filter((file) => file.endsWith('.md'));

describe('citations', () => {
  it.each([
    ['a section', 'as said (sources.md 1.3)', ['sources.md 1.3']],
    [
      'several',
      'seed 7.2, 7.3.1 and 8.4, architecture 10, I7',
      ['seed 7.2', 'seed 7.3.1', 'seed 8.4', 'architecture 10', 'architecture I7'],
    ],
    ['a numbered row', 'sources.md 2.2, 5 #24;', ['sources.md 2.2', 'sources.md 5 #24']],
    ['an appendix', 'Seed appendix b', ['seed appendix b']],
    ['decisions', 'ADRs 7, 22 and 28', ['ADR 7', 'ADR 22', 'ADR 28']],
    ['what goes on in the next line', '/** See sources.md\n * 9.9. */', ['sources.md 9.9']],
    ['nothing', 'seed = 4711, the same seed', []],
  ])('are read: %s', (_, text, expected) => {
    expect(citationsIn(text)).toEqual(expected);
  });

  it.each([
    'sources.md 2.3',
    'sources.md 5 #14',
    'seed 8.2.2',
    'architecture 11',
    'architecture I7',
    'faults.md 15',
    'ADR 30',
  ])('%s can be cited', (citation) => expect(citables().has(citation)).toBe(true));

  it.each([
    'sources.md 9.9',
    'sources.md 5 #30',
    'seed 4',
    'architecture 13',
    'architecture I13',
    'faults.md 99',
    'ADR 99',
  ])('%s leads nowhere', (citation) => expect(citables().has(citation)).toBe(false));

  it('all lead to a section, a chapter or a decision that is there', () => {
    const known = citables();
    const dead = files.flatMap((file) =>
      citationsIn(textOf(file))
        .filter((citation) => !known.has(citation))
        .map((citation) => `${file}: ${citation}`),
    );
    expect(dead).toEqual([]);
  });

  it('name pages that are there', () => {
    const names = new Set([...pages.map((page) => basename(page)), ...MADE_UP]);
    const dead = files.flatMap((file) =>
      unknownPagesIn(textOf(file), names).map((page) => `${file}: ${page}`),
    );
    expect(dead).toEqual([]);
  });
});

describe('links of pages', () => {
  it('lead to a file, and to a heading of it', () => {
    expect(pages.flatMap((page) => deadLinksOf(page).map((link) => `${page}: ${link}`))).toEqual([]);
  });
});
