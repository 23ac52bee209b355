/**
 * What `helm test` runs, with the mesh's own image and nothing but Node: asks the ingress once and looks at the answer.
 *   person          the published test person 191212121212, every agency: each must be in the answer with data.
 *                   For meshes whose agencies are simulated; nobody real may be asked about to try something out.
 *   test-operation  the contract's own test, which names nobody: goes the whole way to the agencies that have one.
 *   description     the WSDL, where this pod has no certificate that it could ask with.
 * Exit code 0: as it should be. 1: not; standard error says what.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { join } from 'node:path';
import process from 'node:process';

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Way {
  readonly path: string;
  /** File with the question beside this one; without it the path is only fetched. */
  readonly question?: string;
  /** What is wrong with the answer; empty when nothing is. */
  readonly mistakes: (text: string, question: string) => readonly string[];
}

/** Why an agency that was asked is not in the answer with data; undefined when it is. */
function withoutData(element: string, text: string): string | undefined {
  const opened = new RegExp(`<(?:\\w+:)?${element}(?: [^>]*)?>\\s*<(?:\\w+:)?(data|error)\\b`).exec(text);
  if (opened?.[1] === 'data') return undefined;
  const felkod = opened && /felkod>([^<]*)</.exec(text.slice(opened.index))?.[1];
  return `${element}: ${felkod ? `error ${felkod} instead of data` : 'not in the answer'}`;
}

const WAYS: Readonly<Record<string, Way>> = {
  person: {
    path: '/ssbtek/v1',
    question: 'v1-fraga.xml',
    mistakes(text, question) {
      const asked = [...question.matchAll(/<(\w+) inkludera="true"/g)].map(([, element = '']) => element);
      const missing = asked.map((element) => withoutData(element, text)).filter((line) => line !== undefined);
      return asked.length === 0 ? ['no agency was asked'] : missing;
    },
  },
  'test-operation': {
    path: '/ssbtek/v11',
    question: 'v11-testa.xml',
    mistakes: (text) =>
      /<(?:\w+:)?testaBastjanstInformationResponse[ >]/.test(text) ? [] : ['not an answer to the question'],
  },
  description: {
    path: '/ssbtek/v11?wsdl',
    mistakes: (text) => (/<(?:\w+:)?definitions[ >]/.test(text) ? [] : ['not a WSDL']),
  },
};

/** The example with its dates in this month, as it may be asked today: some limits of the agencies count from today. */
function dated(example: string): string {
  const today = new Date().toISOString().slice(0, 10);
  return example.replace(/2026-1[01]-01/g, `${today.slice(0, 7)}-01`).replace(/2026-11-24/g, today);
}

const ANSWER_MS = 30_000;
const RETRY_MS = 2_000;
const { SSBTEK_ASK = '', SSBTEK_ASK_URL = '', SSBTEK_ASK_WAIT_MS = '60000' } = process.env;
const file = (variable: string): Buffer | undefined => {
  const path = process.env[variable];
  // An authority that everybody knows comes without a file.
  return path !== undefined && existsSync(path) ? readFileSync(path) : undefined;
};

/** One request; resolves for every HTTP status, rejects where there is no answer. */
const send = (url: URL, question: string | undefined): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = {
      method: question === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      timeout: ANSWER_MS,
      // Callers know the ingress by another name than the cluster.
      servername: process.env['SSBTEK_ASK_SERVER_NAME'],
      ca: file('SSBTEK_ASK_CA_FILE'),
      cert: file('SSBTEK_ASK_CERT_FILE'),
      key: file('SSBTEK_ASK_KEY_FILE'),
    };
    const request = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.once('timeout', () => request.destroy(new Error(`no answer within ${ANSWER_MS} ms`)));
    request.once('error', reject);
    request.end(question);
  });

/** Asks again while nobody listens yet or the mesh says that it cannot answer now. */
async function ask(url: URL, question: string | undefined): Promise<Answer> {
  const until = Date.now() + Number(SSBTEK_ASK_WAIT_MS);
  for (;;) {
    const answer = await send(url, question).catch((error: unknown) => error as Error);
    if (!(answer instanceof Error) && answer.status !== 503) return answer;
    if (Date.now() > until) return answer instanceof Error ? Promise.reject(answer) : answer;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** What is wrong, one line each. */
async function mistakes(): Promise<readonly string[]> {
  const way = WAYS[SSBTEK_ASK];
  if (way === undefined) return [`SSBTEK_ASK is one of ${Object.keys(WAYS).join(', ')}`];
  const question =
    way.question === undefined
      ? undefined
      : dated(readFileSync(join(import.meta.dirname, way.question), 'utf8'));
  const { status, text } = await ask(new URL(way.path, SSBTEK_ASK_URL), question);
  // The texts of a fault say what was wrong, and never about whom.
  const texts = [...text.matchAll(/felmeddelande>([^<]*)</g)].map(([, felmeddelande]) => felmeddelande);
  if (status !== 200) return [[`HTTP ${status}`, ...texts].join(': ')];
  return way.mistakes(text, question ?? '');
}

const wrong = await mistakes().catch((error: unknown) => [String(error)]);
for (const line of wrong) console.error(line);
if (wrong.length === 0) console.log(`${SSBTEK_ASK}: answered as it should be.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
