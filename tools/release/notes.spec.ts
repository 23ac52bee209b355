import { describe, expect, it } from 'vitest';
import { notesOf, releaseMistakes } from './notes.ts';

const CHANGELOG =
  '# Changelog\n\n## Unreleased\n\n- c\n\n## 1.2.3 (2027-01-01)\n\n### For callers\n\n- b\n\n## 1.2.2\n\n- a\n';
const TOLD = { package: '1.2.3', chart: '1.2.3', appVersion: '1.2.3', image: '1.2.3' };

describe('notes', () => {
  it.each([
    ['1.2.3', '### For callers\n\n- b'],
    ['1.2.2', '- a'],
    ['Unreleased', '- c'],
    ['1.2', undefined],
  ])('of %s', (version, notes) => {
    expect(notesOf(CHANGELOG, version)).toBe(notes);
  });
});

describe('a release', () => {
  it('is one when everything says the same', () => {
    expect(releaseMistakes(TOLD, CHANGELOG)).toEqual([]);
  });

  it.each([
    ['another chart', { ...TOLD, chart: '1.2.2' }, ['chart: 1.2.2 is not 1.2.3, as package.json has it.']],
    ['another image', { ...TOLD, image: '0.0.0' }, ['image: 0.0.0 is not 1.2.3, as package.json has it.']],
    [
      'no notes',
      { package: '1.3.0', chart: '1.3.0', appVersion: '1.3.0', image: '1.3.0' },
      ['CHANGELOG.md has no heading "## 1.3.0": the release takes "## Unreleased" for its own.'],
    ],
  ])('is none with %s', (_, told, mistakes) => {
    expect(releaseMistakes(told, CHANGELOG)).toEqual(mistakes);
  });

  it('is none of a version that is none', () => {
    const next = { package: 'next', chart: 'next', appVersion: 'next', image: 'next' };
    expect(releaseMistakes(next, CHANGELOG)).toContain('package.json: next is no version.');
  });
});
