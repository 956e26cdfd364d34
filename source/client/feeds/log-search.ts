import {MaestroError} from '../../domain/errors.js';
import type {Call} from '../../protocol/call.js';
import {findInLog} from '../../protocol/logs.js';
import type {ClientEvent} from '../event.js';
import type {State} from '../state/index.js';
import type {LogSearch} from '../state/log-view.js';
import type {Store} from '../store.js';
import {when} from './when.js';

type Options = {
	readonly runId: string;
	readonly store: Store;
	readonly call: Call;
	readonly signal: AbortSignal;
};

const goingSearch = ({screen}: State): LogSearch | undefined =>
	screen.log?.search?.isGoing === true ? screen.log.search : undefined;

/** Does each search that is begun in the open log, until the signal aborts; one that is given up, or followed by another, ends. */
export const searchLog = async ({runId, store, call, signal}: Options): Promise<void> => {
	for (;;) {
		const search = await when(store, goingSearch, signal);
		if (search === undefined) {
			return;
		}

		const given = new AbortController();
		const unsubscribe = store.subscribe(() => {
			if (goingSearch(store.get())?.round !== search.round) {
				given.abort();
			}
		});
		const isOver = AbortSignal.any([signal, given.signal]);
		const events = await find(search, {runId, store, call, signal: isOver}).catch((error: unknown) => {
			if (!(error instanceof MaestroError)) {
				throw error;
			}

			return [left(search), say(error.message)];
		});
		unsubscribe();
		if (!isOver.aborted) {
			store.send(...events);
		}
	}
};

const left = ({round}: LogSearch): ClientEvent => ({event: 'log:left', data: {round}});

const say = (text: string): ClientEvent => ({event: 'notice', data: {tone: 'info', text}});

/** Looks from where it begins to the end of the log, and then from its other end to where it began. */
const find = async (search: LogSearch, {runId, store, call, signal}: Options): Promise<readonly ClientEvent[]> => {
	const {text, isBackwards, round} = search;
	const sizeNow = (): number => store.get().log?.size ?? 0;
	let {from} = search;
	let hasTurned = false;

	while (!signal.aborted) {
		const query = {text, from, ...(isBackwards ? {backwards: 'true'} : {})};
		const {at, goOnAt} = await call(findInLog, {params: {id: runId}, query, signal});
		if (at !== undefined) {
			const turned = isBackwards ? 'Went on from the end of the log' : 'Went on from the start of the log';
			return [{event: 'log:found', data: {round, at, size: sizeNow()}}, ...(hasTurned ? [say(turned)] : [])];
		}

		const isAround = hasTurned && goOnAt !== undefined && (isBackwards ? goOnAt < search.from : goOnAt > search.from);
		if ((goOnAt === undefined && hasTurned) || isAround) {
			break;
		}

		hasTurned = hasTurned || goOnAt === undefined;
		from = goOnAt ?? (isBackwards ? sizeNow() : 0);
		if (!signal.aborted) {
			store.send({event: 'log:looked', data: {round, at: from}});
		}
	}

	return [left(search), say(`Nothing in this log has "${text}"`)];
};
