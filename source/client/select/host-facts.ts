import {hasEnded} from '../../domain/session.js';
import {allCapabilities} from '../../protocol/health.js';
import {durationOf, momentAndAge, momentOf} from '../age.js';
import {lacks} from '../cannot.js';
import type {Agents} from '../state/agents.js';
import type {Connection} from '../state/connection.js';
import type {HostAnswer, HostLook} from '../state/host.js';
import type {Sessions} from '../state/sessions.js';
import type {Spawner} from '../state/spawner.js';
import type {Fact} from './facts.js';
import type {HostRow} from './hosts.js';
import {spawnerWords} from './spawner.js';

/** What is known of a host, a fact on each line. */
export const hostFacts = (
	host: HostRow,
	{
		connection,
		agents,
		sessions,
		spawner,
		now,
	}: {connection: Connection; agents: Agents; sessions: Sessions; spawner: Spawner; now: number},
): readonly Fact[] => {
	const {server, look, isConnected, live, working, needYou} = host;
	const answer = look?.answer;
	const lacking = allCapabilities.filter(capability => !server.capabilities.includes(capability));
	const missing = agents?.phase === 'there' ? agents.value.filter(({version}) => version === undefined) : [];
	return [
		['Address', server.url],
		[
			'Server',
			server.version === undefined ? `${server.name}, which tells no version` : `${server.name} ${server.version}`,
		],
		['Connection', connectionWords(connection, now)],
		['Login', loginWords(server, now)],
		['New windows', spawnerWords({connection, spawner})],
		['Asked', askedWords(look, isConnected, now)],
		['Round trip', answer === undefined ? undefined : `${answer.roundTripMs < 1 ? 'below 1' : answer.roundTripMs} ms`],
		['Clock', answer === undefined ? undefined : clockWords(answer.aheadMs)],
		['Runs since', answer === undefined ? undefined : momentAndAge(answer.startedAt, now)],
		['Process', answer?.pid === undefined ? undefined : String(answer.pid)],
		['State in', answer?.home],
		[
			'Watched by',
			answer?.watchers === undefined ? undefined : `${answer.watchers} ${answer.watchers === 1 ? 'screen' : 'screens'}`,
		],
		['Sessions', `${live} live, ${working} working, ${needYou} ${needYou === 1 ? 'needs' : 'need'} you`],
		['Can', server.capabilities.length === 0 ? 'projects, tasks and sessions alone' : server.capabilities.join(', ')],
		['Cannot', lacking.length === 0 ? undefined : lacking.join(', ')],
		['Multiplexer', answer?.multiplexer === undefined ? undefined : multiplexerWords(answer.multiplexer)],
		['Windows', windowWords(sessions)],
		['Agents', agentWords(agents)],
		...missing.map(({label, problem}) => ['Missing', `${label}: ${problem ?? 'not installed'}`] as const),
		...lacking.map(capability => [capability, `it ${lacks[capability].cannot}; ${lacks[capability].instead}`] as const),
	];
};

const connectionWords = (connection: Connection, now: number): string => {
	switch (connection.phase) {
		case 'starting': {
			return connection.text;
		}

		case 'locked': {
			return `locked since ${momentAndAge(connection.at, now)}: ${connection.reason}`;
		}

		case 'lost': {
			return `lost since ${momentAndAge(connection.at, now)}: ${connection.reason}`;
		}

		case 'open': {
			const at = connection.server?.since;
			return at === undefined ? 'connected' : `connected since ${momentAndAge(at, now)}`;
		}
	}
};

/** How we were let in, where it is a server that may ask for a password. */
const loginWords = ({access}: HostRow['server'], now: number): string | undefined => {
	switch (access?.kind) {
		case 'open': {
			return 'off: it lets everybody in who reaches it';
		}

		case 'trusted': {
			return 'none is needed from this machine';
		}

		case 'login': {
			return access.until === undefined ? 'logged in' : `logged in until ${momentOf(access.until, now)}`;
		}

		case undefined: {
			return undefined;
		}
	}
};

const askedWords = (look: HostLook | undefined, isConnected: boolean, now: number): string => {
	if (!isConnected) {
		return 'not now: it is not connected';
	}

	switch (look?.phase) {
		case undefined:
		case 'asked': {
			return 'being asked…';
		}

		case 'failed': {
			return `it did not answer: ${look.reason}`;
		}

		case 'there': {
			return look.answer === undefined ? 'not yet' : momentAndAge(look.answer.at, now);
		}
	}
};

/** Below this two clocks are as good as one. */
const tellsMs = 500;
/** From here on it is seen in what stands beside rows, which is told in minutes. */
const misleadsMs = 60_000;

const clockWords = (aheadMs: number): string => {
	const offMs = Math.abs(aheadMs);
	const isFar = offMs >= misleadsMs;
	const off = isFar ? durationOf(offMs, {isOver: true}) : `${(offMs / 1000).toFixed(1)} s`;
	const ages = isFar ? `, so ages are shown too ${aheadMs > 0 ? 'short' : 'long'}` : '';
	return offMs < tellsMs ? 'as here' : `${off} ${aheadMs > 0 ? 'ahead of' : 'behind'} the one here${ages}`;
};

const multiplexerWords = ({name, session, version, address, problem}: NonNullable<HostAnswer['multiplexer']>): string =>
	problem ?? `${name} ${version ?? ''} at ${address ?? 'an unknown place'}, in the session ${session}`;

/** Where the windows of sessions are, as far as sessions say. */
const windowWords = (sessions: Sessions): string => {
	const counts = new Map<string, number>();
	for (const session of sessions.values()) {
		const window = hasEnded(session) ? undefined : session.run?.window;
		if (window !== undefined) {
			const place = `${window.multiplexer} at ${window.address}`;
			counts.set(place, (counts.get(place) ?? 0) + 1);
		}
	}

	return counts.size === 0
		? 'none that is known'
		: [...counts].map(([place, count]) => `${count} in ${place}`).join(', ');
};

const agentWords = (agents: Agents): string => {
	switch (agents?.phase) {
		case 'there': {
			const found = agents.value.flatMap(({label, version}) => (version === undefined ? [] : [`${label} ${version}`]));
			return found.length === 0 ? 'none is installed' : found.join(', ');
		}

		case 'failed': {
			return `could not be asked for: ${agents.reason}`;
		}

		default: {
			return 'being looked for…';
		}
	}
};
