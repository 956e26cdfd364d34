import {setTimeout as pause} from 'node:timers/promises';
import {MaestroError} from '../domain/errors.js';
import type {Multiplexer} from '../multiplexer/multiplexer.js';
import type {TalkOptions} from '../system/talk.js';
import {keyOption, onlyIfUnnoticed} from './guard.js';
import type {Command} from './quoting.js';
import type {TmuxServer} from './server.js';

type Options = {
	readonly server: TmuxServer;
	readonly session: string;
};

// Every pane of ours on the whole server, wherever people have moved it. Of one that lives a dot is enough: that it came was told.
const ours = `#{S:#{W:#{P:#{?${keyOption},#{?pane_dead,#{pane_id}:#{pane_dead_status}:#{pane_dead_signal} ,.},}}}}`;

// tmux looks at it once in a second, and tells when it is not what it was.
const subscription = `refresh-client -B 'maestro::${ours}'`;

/**
Follows a server as a client in control mode, which tmux tells of windows that come and go at once, and of programs that end within a
second. While there is no such session, or none that a client can look at unnoticed, it tells every `everyMs` that something may have
changed.
*/
export const createWatching =
	({server, session}: Options): Multiplexer['watch'] =>
	async (onChange, {everyMs, signal}) => {
		while (!signal.aborted) {
			await tryListen({server, session, onChange, signal});
			if (!signal.aborted) {
				onChange();
				await pause(everyMs, undefined, {signal}).catch(() => {});
			}
		}
	};

type Listening = Options & {
	readonly onChange: () => void;
	readonly signal: AbortSignal;
};

const tryListen = async ({server, session, onChange, signal}: Listening): Promise<void> => {
	const leaving = new AbortController();
	let isAttached = false;

	const onLine: TalkOptions['onLine'] = (line, say) => {
		if (signal.aborted || leaving.signal.aborted) {
			return;
		}

		const [what = ''] = line.split(' ', 1);
		// Without the subscription no end would be told; and a second session is one that tmux has handed us on to when ours ended.
		if (what === '%error' || (what === '%session-changed' && isAttached)) {
			leaving.abort();
			return;
		}

		if (what === '%session-changed') {
			isAttached = true;
			// Not before: what comes while it attaches may be refused.
			say(subscription);
		}

		if (changes.has(what)) {
			onChange();
		}
	};

	try {
		const ends = AbortSignal.any([signal, leaving.signal]);
		await server.follow(attachment(session), {onLine, signal: ends});
	} catch (error) {
		// A tmux that is missing or does not answer tells nothing; whoever looks is told why.
		if (!(error instanceof MaestroError)) {
			throw error;
		}
	}
};

const changes: ReadonlySet<string> = new Set([
	'%session-changed',
	'%window-add',
	'%window-close',
	'%unlinked-window-add',
	// Of its own session too, it depends on the version.
	'%unlinked-window-close',
	'%subscription-changed',
]);

const attachment = (session: string): readonly Command[] => [
	['set-option', '-t', `=${session}:`, onlyIfUnnoticed(), '1'],
	// `-E`, because an attach hands our variables to the session.
	['attach-session', '-E', '-f', 'no-output,ignore-size', '-t', `=${session}`],
];
