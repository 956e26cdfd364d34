import type {PromptNote} from '../../domain/prompt-note.js';
import type {Run} from '../../domain/run.js';
import type {ClientEvent} from '../event.js';

/**
Who opens the windows of a server that has them opened by others: `host` this app; `standby` another one of this machine, after which it is
this one's turn; `asking` nobody from here before the operator has said so, as another program may do it; `none` nobody from here;
`observing` nobody, as this app does nothing unasked.
*/
export type SpawnerRole = {
	readonly url: string;
	readonly role: 'none' | 'asking' | 'host' | 'standby' | 'observing';
	/** How many programs watch the server that are none of ours; `undefined` where that is not known. */
	readonly others?: number | undefined;
	/** It is asked, too, as the server may be somebody else's. */
	readonly isStrange?: boolean | undefined;
	/** The process that opens them, while this one stands by. */
	readonly holder?: number | undefined;
	/** Why it cannot be this app. */
	readonly problem?: string | undefined;
};

export type Spawner = {
	/** Of the server that such a part was played for last. */
	readonly of: SpawnerRole | undefined;
	/** The windows that are on this machine, and how what ran in them ended, by session. */
	readonly hosted: ReadonlyMap<string, Run>;
	/** What was to be written into them, and what became of it. */
	readonly texts: readonly PromptNote[];
};

export const noSpawner: Spawner = {of: undefined, hosted: new Map(), texts: []};

export const updateSpawner = (spawner: Spawner, event: ClientEvent): Spawner => {
	switch (event.event) {
		case 'spawner:changed': {
			return {...spawner, of: event.data};
		}

		case 'session:hosted': {
			const {sessionId, run} = event.data;
			const hosted = new Map(spawner.hosted);
			if (run === undefined) {
				hosted.delete(sessionId);
			} else {
				hosted.set(sessionId, run);
			}

			return {...spawner, hosted};
		}

		case 'texts:seen': {
			return {...spawner, texts: event.data.notes};
		}

		// What is of another server has nobody who opens windows for it.
		case 'connection:open': {
			const isOther = spawner.of !== undefined && spawner.of.url !== event.data.url;
			return isOther ? {...spawner, of: undefined, texts: []} : spawner;
		}

		default: {
			return spawner;
		}
	}
};
