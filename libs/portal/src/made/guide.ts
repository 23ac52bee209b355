// Made by npm run render; change the source instead.
import svAnropet from '../../../../docs/guide/sv/anropet.md';
import svBorja from '../../../../docs/guide/sv/borja.md';
import svBytaVersion from '../../../../docs/guide/sv/byta-version.md';
import svExempel from '../../../../docs/guide/sv/exempel.md';
import svFragan from '../../../../docs/guide/sv/fragan.md';
import svShs from '../../../../docs/guide/sv/shs.md';
import svSvaret from '../../../../docs/guide/sv/svaret.md';
import svVemFarFraga from '../../../../docs/guide/sv/vem-far-fraga.md';
import enAnropet from '../../../../docs/guide/en/anropet.md';
import enBorja from '../../../../docs/guide/en/borja.md';
import enBytaVersion from '../../../../docs/guide/en/byta-version.md';
import enExempel from '../../../../docs/guide/en/exempel.md';
import enFragan from '../../../../docs/guide/en/fragan.md';
import enShs from '../../../../docs/guide/en/shs.md';
import enSvaret from '../../../../docs/guide/en/svaret.md';
import enVemFarFraga from '../../../../docs/guide/en/vem-far-fraga.md';

/** The guide by language and file. */
export const GUIDE: Readonly<Record<'sv' | 'en', Readonly<Record<string, string>>>> = {
  sv: {
    'anropet': svAnropet,
    'borja': svBorja,
    'byta-version': svBytaVersion,
    'exempel': svExempel,
    'fragan': svFragan,
    'shs': svShs,
    'svaret': svSvaret,
    'vem-far-fraga': svVemFarFraga,
  },
  en: {
    'anropet': enAnropet,
    'borja': enBorja,
    'byta-version': enBytaVersion,
    'exempel': enExempel,
    'fragan': enFragan,
    'shs': enShs,
    'svaret': enSvaret,
    'vem-far-fraga': enVemFarFraga,
  },
};
