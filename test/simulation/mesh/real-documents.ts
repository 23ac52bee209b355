import type { Plan } from '../plan.ts';
import type { AllDocuments } from './documents.ts';
export function realDocuments(_plan: Plan): AllDocuments {
  throw new Error('todo');
}
