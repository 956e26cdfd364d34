import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import type {MaestroEvent} from '../../source/domain/event.js';
import {operatorId, type Session} from '../../source/domain/session.js';
import {createInbox, type InboxParts, readFact, type Sending} from '../../source/server/inbox.js';
import {createJournal} from '../../source/server/stores/journal.js';
import type {OpenAppend} from '../../source/system/append.js';
import {session} from './builders.js';
import {temporaryFolder} from './temporary.js';

/** Workers `a`, `b` and `c` of one project, `far` of another, `boss` who orchestrates, `late` who has ended. */
const sessions: ReadonlyMap<string, Session> = new Map(
	[
		{id: 'a'},
		{id: 'b'},
		{id: 'c'},
		{id: 'far', projectId: 'p-2'},
		{id: 'boss', projectId: 'p-2', metadata: {mode: 'coordinator'}},
		{id: 'late', status: 'completed'} as const,
	].map(given => [given.id, session(given)]),
);

/** So much that no test comes near it by chance. */
const freely: InboxParts['limits'] = {perMinute: 10_000, loop: {messages: 10_000, minutes: 10}};

type Given = Partial<
	Pick<InboxParts, 'limits' | 'picture' | 'leaseMs' | 'parties' | 'sessions' | 'raise' | 'publish' | 'leastNews'>
> & {
	readonly folder?: string;
	readonly open?: OpenAppend;
};

/**
An inbox on a real record in a folder of the test's own. `time.now` is its clock; `reopen` is a restart.
*/
export const openInbox = async ({folder, open, ...given}: Given = {}) => {
	const audit = path.join(folder ?? (await temporaryFolder()), 'audit');
	const time = {now: Date.UTC(2025, 10, 21, 12)};
	const events: MaestroEvent[] = [];
	const raised: Array<readonly [receiver: string, count: number, isNew: boolean]> = [];
	const reports: string[] = [];
	const reopen = async () => {
		const report = (text: string) => reports.push(text);
		const clock = () => time.now;
		return createInbox({
			journal: createJournal({folder: audit, clock, read: readFact, report, ...(open === undefined ? {} : {open})}),
			parties: id => (id === operatorId ? operatorId : sessions.get(id)),
			sessions: () => [...sessions.values()],
			clock,
			random: Math.random,
			publish: event => events.push(event),
			raise: (...what) => raised.push(what),
			leaseMs: 30_000,
			limits: freely,
			...given,
		});
	};

	return {inbox: await reopen(), reopen, audit, time, events, raised, reports};
};

/** A message from `a` to `b` that says hello, but for what is said otherwise. */
export const sending = (more: Partial<Sending> = {}): Sending => ({from: 'a', to: 'b', text: 'hello', ...more});

/** Every line of a record, as text. */
export const recordOf = async (audit: string): Promise<string> => {
	const files = (await readdir(audit)).filter(name => name.endsWith('.jsonl')).sort();
	return (await Promise.all(files.map(async name => readFile(path.join(audit, name), 'utf8')))).join('');
};
