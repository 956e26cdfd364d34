import {MaestroError} from '../../domain/errors.js';
import type {Run} from '../../domain/run.js';
import type {Multiplexers} from '../../multiplexer/multiplexers.js';
import type {Clock} from '../../system/clock.js';
import {makeFolder} from '../../system/files.js';
import {repeat} from '../../system/repeat.js';
import {watchFolder} from '../../system/watch-folder.js';
import type {Claims} from './claims.js';
import {isUnfinished, type Opening} from './opening.js';
import {isOver, runOf, type SpawnRecord} from './record.js';
import type {Records} from './records.js';
import {type Look, newsOf} from './sight.js';
import type {createTelling} from './telling.js';
import {createWindowWatches} from './window-watches.js';

/** How much is done about what is seen: nothing; ends are told; or what others have begun is ended, too. */
export type Duty = 'none' | 'tell' | 'host';

type Options = {
	readonly records: Records;
	/** For changes of records. */
	readonly claims: Claims;
	/** Tells the server which of these have ended. */
	readonly tellEnds: ReturnType<typeof createTelling>;
	readonly opening: Pick<Opening, 'finish'>;
	readonly multiplexers: Pick<Multiplexers, 'at'>;
	readonly look: () => Look;
	/** Says the same thing once, however often it is so. */
	readonly report: (text: string) => void;
	readonly clock: Clock;
};

type FollowOptions = {
	readonly everyMs: number;
	readonly duty: () => Duty;
	/** All sessions of the server that have, or had, a window here, whenever something about them is new. */
	readonly seen: (hosted: ReadonlyMap<string, Run>) => void;
	readonly signal: AbortSignal;
};

export type Watching = {
	/** Compares what is written down with the windows that there are. */
	readonly look: (duty: Duty) => Promise<ReadonlyMap<string, Run>>;
	/** The same whenever something may have changed, until the signal aborts. */
	readonly follow: (options: FollowOptions) => Promise<void>;
	/** Something may have changed that nobody tells: whoever follows looks now. */
	readonly poke: () => void;
};

/** All of it is looked at so often, whoever tells of changes. */
const roundMs = 10_000;

/** A session that is over is remembered for so long, so that an order that is repeated is known as such. */
const keptMs = 24 * 60 * 60_000;

/**
Watches over the windows that were opened for a server: what a multiplexer does not answer is not "gone", and an end is told once, also one that
came while nobody looked.
*/
export const createWatching = ({records, claims, tellEnds, opening, look, report, ...options}: Options): Watching => {
	const {multiplexers, clock} = options;
	let asked: (() => void) | undefined;

	const finish = async (record: SpawnRecord): Promise<SpawnRecord> => {
		try {
			const said = await opening.finish(record);
			if (said !== undefined) {
				report(said);
			}
		} catch (error) {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			report(`The window of ${record.name} could not be opened: ${error.message}`);
		}

		return (await records.get(record.sessionId)) ?? {...record, isClosed: true, endedAt: clock()};
	};

	const settle = async (record: SpawnRecord, sight: Look, duty: Duty): Promise<SpawnRecord> => {
		if (isUnfinished(record)) {
			return duty === 'host' ? finish(record) : record;
		}

		if (isOver(record)) {
			return record;
		}

		const end = record.endedAt === undefined ? await records.endOf(record.runId) : undefined;
		const news = newsOf(record, await sight(record), {end, now: clock()});
		const now = {...record, ...news};
		if (duty === 'none') {
			return now;
		}

		if (Object.keys(news).length > 0) {
			await claims.during(async () => records.change(record, news));
		}

		return now;
	};

	const compare = async (duty: Duty): Promise<readonly SpawnRecord[]> => {
		const sight = look();
		const settled: SpawnRecord[] = [];
		for (const record of await records.all()) {
			if (duty === 'host' && isOver(record) && clock() - (record.endedAt ?? 0) > keptMs) {
				await claims.during(async () => records.remove(record));
			} else {
				settled.push(await settle(record, sight, duty));
			}
		}

		await (duty === 'none' ? undefined : records.tidy(settled, clock()));
		return settled;
	};

	return {
		async look(duty) {
			const all = await compare(duty);
			await (duty === 'none' ? undefined : tellEnds(all));
			return runsOf(all);
		},

		async follow({everyMs, duty, seen, signal}) {
			const {promise: failed, reject} = Promise.withResolvers<never>();
			const watchWindows = createWindowWatches({multiplexers, everyMs, signal, failed: reject});
			let isAsked = false;
			let working: Promise<void> | undefined;
			let lookedAt = clock();
			let dutyThen: Duty | undefined;

			const work = async (): Promise<void> => {
				while (isAsked && !signal.aborted) {
					isAsked = false;
					lookedAt = clock();
					dutyThen = duty();
					const all = await compare(dutyThen);
					seen(runsOf(all));
					watchWindows.of(all, ask);
					// A server may take its time to answer.
					await (dutyThen === 'none' ? undefined : tellEnds(all));
				}

				working = undefined;
			};

			/** However many changes come during one look, one more follows it. */
			const ask = (): void => {
				isAsked = true;
				working ??= work();
				working.catch(reject);
			};

			asked = ask;
			for (const watched of [records.folder, records.launchFolder]) {
				await makeFolder(watched);
				watchFolder({folder: watched, onChange: ask, onEnd: ask, signal});
			}

			const round = (): void => {
				// A clock that was set back makes a round come early, never late.
				if (Math.abs(clock() - lookedAt) > roundMs || duty() !== dutyThen) {
					ask();
				}
			};
			await Promise.race([repeat({everyMs, signal}, round), failed]);
			await working;
			await watchWindows.ended();
		},

		poke() {
			asked?.();
		},
	};
};

const runsOf = (all: readonly SpawnRecord[]): ReadonlyMap<string, Run> =>
	new Map(all.filter(record => !isUnfinished(record)).map(record => [record.sessionId, runOf(record)]));
