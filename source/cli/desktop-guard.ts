import {MaestroError} from '../domain/errors.js';
import type {Fetch} from '../protocol/call.js';
import {portOf} from '../server/secrets.js';
import {readText, writeWhole} from '../system/files.js';
import type {Log} from '../system/log.js';
import type {Paths} from '../system/paths.js';
import {repeat} from '../system/repeat.js';
import {fetchBounded} from './find-server.js';
import {pathsOf} from './home.js';
import {probeServer} from './probe-server.js';
import {readAddress} from './server-address.js';
import {usualPlaces} from './server-places.js';

type Options = {
	readonly paths: Paths;
	/** Given by tests alone. */
	readonly fetch?: Fetch | undefined;
};

/**
Refuses as `already-there` where a desktop server runs on this data folder: it holds no lock, and keeps in memory what it has read, so whatever
ours wrote there it would write over. In the real product's own home one at the usual ports is one on this folder.
*/
export const refuseBesideDesktop = async ({paths, fetch = fetchBounded}: Options): Promise<void> => {
	const written = await writtenOrigin(paths);
	const places = new Set([
		...(written === undefined ? [] : [written]),
		...(paths.home === pathsOf({}).home ? usualPlaces : []),
	]);
	const found = await Promise.all([...places].map(async origin => lookFor(origin, fetch)));
	const url = [...places].find((_, index) => found[index] === 'desktop');
	if (url !== undefined) {
		throw new MaestroError(
			'already-there',
			`The Maestro desktop server answers at ${url}, and its data is in ${paths.data}, where two servers must never write. maestro-tui and maestro use that server by themselves; to run one of ours there, stop that one first`,
		);
	}

	if (written !== undefined && found[0] === 'late') {
		throw new MaestroError(
			'already-there',
			`Something at ${written} takes connections and does not say what it is, and ${paths.serverUrl} names it as the server of this data folder. End it, or take that file away if it is no Maestro server`,
		);
	}
};

type Seen = 'desktop' | 'late' | 'nothing';

const lookFor = async (origin: string, fetch: Fetch): Promise<Seen> => {
	const probe = await probeServer(origin, {secret: undefined, session: undefined, tokens: async () => [], fetch});
	switch (probe.kind) {
		case 'found': {
			return probe.server.kind === 'desktop' ? 'desktop' : 'nothing';
		}

		// Behind a password, or not well now: it has the folder all the same.
		case 'refused': {
			return 'desktop';
		}

		case 'silent': {
			return probe.isLate ? 'late' : 'nothing';
		}

		case 'stranger': {
			return 'nothing';
		}
	}
};

const writtenOrigin = async ({serverUrl}: Paths): Promise<string | undefined> =>
	readAddress((await readText(serverUrl)) ?? '')?.origin;

type Watching = Options & {
	/** Where ours listens. */
	readonly url: string;
	readonly log: Log;
	/** Is called once a desktop server answers that has taken the folder over, with its address. */
	readonly onDesktop: (url: string) => void;
	readonly everyMs: number;
	readonly signal: AbortSignal;
};

/** So often an address that somebody wrote over ours is asked before ours is written there again. */
const mostTries = 15;

/**
Notices a desktop server that is started on the data folder while ours runs, by the address that it writes over ours, until the signal aborts.
It writes one even where it could not take its port, so only an answer counts; an address that nobody answers at gives way to ours again, and is
asked all the same.
*/
export const followDesktop = async (watching: Watching): Promise<void> => {
	const {paths, url, log, onDesktop, fetch = fetchBounded, everyMs, signal} = watching;
	let suspect: string | undefined;
	let tries = 0;

	await repeat({everyMs, signal}, async () => {
		const written = await writtenOrigin(paths);
		if (written !== undefined && written !== url && written !== suspect) {
			suspect = written;
			tries = 0;
			log(`Another server has written its address ${written} to ${paths.serverUrl}`);
		}

		if (suspect === undefined) {
			return;
		}

		const isOurs = isSamePlace(suspect, url);
		if (!isOurs && (await lookFor(suspect, fetch)) === 'desktop') {
			log(
				`The Maestro desktop server answers at ${suspect} for this data folder: ours stops, so that two never write; agents go on`,
			);
			onDesktop(suspect);
			return;
		}

		tries += 1;
		if (written !== url && (isOurs || tries >= mostTries)) {
			await writeWhole(paths.serverUrl, `${url}\n`);
			log(
				`${isOurs ? 'It has no port of its own, as ours has that one: end it' : 'Nobody answers there'}; ${paths.serverUrl} names ours again`,
			);
		}
	});
};

/** Whether two addresses of this machine mean the same port. */
const isSamePlace = (a: string, b: string): boolean => isHere(a) && isHere(b) && portOf(a) === portOf(b);

const isHere = (origin: string): boolean => /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(origin);
