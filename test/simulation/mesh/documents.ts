import { respondPlainly } from './agencies.ts';
import type { AllDocuments } from './all-documents.ts';
import {
  KODER,
  plainBastjanst,
  plainVersion,
  readPlainAnswer,
  writePlainQuestion,
} from './plain-documents.ts';
import { realDocuments } from './real-documents.ts';
import type { Plan, PlannedAsk } from '../plan.ts';

const VERSIONS = ['v1', 'v10', 'v11'].map((name) => plainVersion(name));
const BASTJANSTER = KODER.map((kod) => plainBastjanst(kod));

export const documentsOf = (plan: Plan): AllDocuments =>
  plan.documents === 'real'
    ? realDocuments()
    : {
        documents: {
          versions: VERSIONS,
          bastjanster: BASTJANSTER,
          respond: respondPlainly((kod) => plan.padding[kod] ?? 0),
        },
        callers: {
          question: plainQuestion,
          read: (_version, _status, body) => readPlainAnswer(body),
          koder: ({ typ, koder }) => (typ === 'fraga' ? koder : KODER),
        },
      };

function plainQuestion({ typ, person, korrelationsid, organisation, koder }: PlannedAsk): Uint8Array {
  if (typ === 'unreadable') return Buffer.from('?');
  const general = {
    korrelationsid,
    ingivare: { organisationsnummer: organisation, namn: 'Kommun', handlaggare: 'HL' },
    personidentitet: person,
    arendeidentitet: 'AID',
    syfte: 'S',
    lagtext: 'L',
  };
  return writePlainQuestion({ typ, general, koder });
}
