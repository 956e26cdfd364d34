import type {Party} from '../../domain/access.js';
import type {Hold} from '../../domain/hold.js';
import type {Message} from '../../domain/message.js';
import {operatorId} from '../../domain/session.js';
import type {Settings} from '../settings.js';

const dayMs = 24 * 3_600_000;

/**
Whether a message has been kept as long as its project wants it: that of its receiver or, where that is the operator or gone, of its
sender.
*/
export const isOld = (
	{createdAt, from, to}: Message,
	now: number,
	{retentionDays, projects}: Pick<Settings['messages'], 'retentionDays' | 'projects'>,
	parties: (id: string) => Party | undefined,
): boolean => {
	const projectId = projectOf(parties(to)) ?? projectOf(parties(from)) ?? '';
	const own = Object.hasOwn(projects, projectId) ? projects[projectId] : undefined;
	return now - createdAt > (own?.retentionDays ?? retentionDays) * dayMs;
};

/** The same for a hold that the operator has decided; one that is open is never old. */
export const isOldHold = (
	{decidedAt}: Hold,
	now: number,
	{retentionDays}: Pick<Settings['messages'], 'retentionDays'>,
): boolean => decidedAt !== undefined && now - decidedAt > retentionDays * dayMs;

/** How many milliseconds the project that keeps them longest keeps messages. */
export const longestRetention = ({
	retentionDays,
	projects,
}: Pick<Settings['messages'], 'retentionDays' | 'projects'>): number =>
	Math.max(retentionDays, ...Object.values(projects).map(project => project.retentionDays)) * dayMs;

const projectOf = (party: Party | undefined): string | undefined =>
	party === undefined || party === operatorId ? undefined : party.projectId;
