import {operatorId, roleOf, type Session} from './session.js';

export type Party = typeof operatorId | Session;

/**
Who may write to whom: the operator and orchestrators to anyone; workers to the operator, to orchestrators, and to workers
of their own project.
*/
export const canMessage = (from: Party, to: Party): boolean =>
	from === operatorId ||
	to === operatorId ||
	roleOf(from) === 'orchestrator' ||
	roleOf(to) === 'orchestrator' ||
	from.projectId === to.projectId;
