import type {PromptNote} from '../../../domain/prompt-note.js';
import type {Run} from '../../../domain/run.js';
import {nameOf} from '../../select/names.js';
import type {SpawnerRole} from '../../state/spawner.js';
import type {Store} from '../../store.js';

export type SpawnerTold = {
	/** What the app does about windows of a server, as far as it is known. */
	readonly role: (url: string) => SpawnerRole | undefined;
	/** Answers what it was before, where it is another one now. */
	readonly setRole: (role: SpawnerRole) => {readonly before: SpawnerRole | undefined} | undefined;
	/** All windows that there are. */
	readonly hosted: (runs: ReadonlyMap<string, Run>) => void;
	/** What became of texts for them. */
	readonly texts: (notes: readonly PromptNote[]) => void;
	/** Something that went wrong. */
	readonly say: (text: string) => void;
};

/** Tells the screen of the windows of a server: of each thing only what is new. */
export const createSpawnerTold = (store: Pick<Store, 'get' | 'send'>): SpawnerTold => {
	const say = (text: string): void => store.send({event: 'notice', data: {tone: 'error', text}});

	const role: SpawnerTold['role'] = url => {
		const {of} = store.get().spawner;
		return of?.url === url ? of : undefined;
	};

	return {
		say,
		role,

		setRole(now) {
			const before = role(now.url);
			if (JSON.stringify(before) === JSON.stringify(now)) {
				return undefined;
			}

			store.send({event: 'spawner:changed', data: now});
			const others = now.others ?? 0;
			if (now.role === 'host' && before?.role === 'host' && others > (before.others ?? others)) {
				say('Another program watches this server now; if it opens windows, too, two agents work on one session');
			}

			return {before};
		},

		hosted(runs) {
			const before = store.get().spawner.hosted;
			const gone = [...before.keys()].filter(sessionId => !runs.has(sessionId));
			const changed = [...runs].filter(([id, run]) => JSON.stringify(run) !== JSON.stringify(before.get(id)));
			store.send(
				...gone.map(sessionId => ({event: 'session:hosted', data: {sessionId, run: undefined}}) as const),
				...changed.map(([sessionId, run]) => ({event: 'session:hosted', data: {sessionId, run}}) as const),
			);
		},

		texts(notes) {
			const {spawner, sessions} = store.get();
			const before = new Map(spawner.texts.map(note => [note.key, note.fate]));
			store.send({event: 'texts:seen', data: {notes}});
			for (const {key, sessionId, fate} of notes) {
				const was = before.get(key);
				const isBad =
					(fate.state === 'waiting' && fate.needsPerson) || fate.state === 'lost' || fate.state === 'unknown';
				// What was so when the app started the operator was told then.
				if (isBad && was !== undefined && JSON.stringify(was) !== JSON.stringify(fate)) {
					say(`A text for ${nameOf(sessions, sessionId)} is not surely there: ${fate.why}`);
				}
			}
		},
	};
};
