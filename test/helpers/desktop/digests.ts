import type {DesktopSession} from './entities.js';
import {on, type Route} from './route.js';
import {readTranscript, type Turn} from './transcript.js';
import type {World} from './world.js';

/** What an agent or its operator said. */
export type Said = {readonly timestamp: number; readonly text: string; readonly source: 'assistant' | 'user'};

const usualLast = 5;
const usualLength = 150;
const lengthInStats = 220;

/** What was said last in a session, and what it cost (contract §11): from the transcript that its agent left on the server's machine. */
export const digestRoutes = (world: World): readonly Route[] => {
	const turnsOf = (id: string): readonly Turn[] | undefined => {
		const log = world.settings.agentLogs?.find(({maestroSessionId}) => maestroSessionId === id);
		return log === undefined ? undefined : readTranscript(log.content);
	};

	const digest = (id: string, query: Readonly<Record<string, string>>): unknown => {
		const session = world.sessions.get(id);
		const said = (turnsOf(id) ?? []).filter(({text}) => text !== '');
		return {
			...{sessionId: id, ...(session === undefined ? {} : {workerName: session.name})},
			taskIds: session?.taskIds ?? [],
			state: stateOf(session),
			entries: lastOf(said, query.last, Number(query.maxLength ?? usualLength)),
			stuck: null,
			lastActivityTimestamp: said.at(-1)?.timestamp ?? session?.lastActivity ?? world.now(),
		};
	};

	return [
		on('GET /api/sessions/log-digests', ({query}) => {
			const ids =
				query.sessionIds?.split(',') ??
				[...world.sessions.values()]
					.filter(({parentSessionId}) => parentSessionId === query.parentSessionId)
					.map(({id}) => id);
			return ids.map(id => digest(id, query));
		}),

		on('GET /api/sessions/:id/log-digest', ({params, query}) => digest(world.session(params.id ?? '').id, query)),

		on('GET /api/sessions/:id/stats', ({params, query}) => {
			const sessionId = world.session(params.id ?? '').id;
			const turns = turnsOf(sessionId);
			return {sessionId, source: 'claude', jsonlFound: turns !== undefined, ...count(turns ?? [], query.lastMessages)};
		}),

		on('GET /api/sessions/:id/command-usage', ({params}) => ({
			sessionId: world.session(params.id ?? '').id,
			...{summary: {total: 0, succeeded: 0, failed: 0, byCommand: []}, records: []},
		})),
	];
};

const stateOf = (session: DesktopSession | undefined): string => {
	if (session?.needsInput?.active === true) {
		return 'needs_input';
	}

	return session?.status === 'working' ? 'active' : 'idle';
};

const lastOf = (said: readonly Turn[], last: string | undefined, most: number): readonly Said[] =>
	said.slice(-Number(last ?? usualLast)).map(({timestamp, text, source}) => {
		const short = most > 0 && text.length > most ? `${text.slice(0, most)}...` : text;
		return {timestamp, text: source === 'user' ? `[PROMPT] ${short}` : short, source};
	});

const count = (turns: readonly Turn[], last: string | undefined): object => {
	const of = (source: Turn['source']): number => turns.filter(turn => turn.source === source).length;
	const sum = (kind: keyof Turn['tokens']): number => turns.reduce((total, {tokens}) => total + tokens[kind], 0);
	const tokens = {
		...{input: sum('input'), output: sum('output'), cacheCreate: sum('cacheCreate'), cacheRead: sum('cacheRead')},
	};
	const tools = turns.flatMap(turn => turn.tools);
	const names = [...new Set(tools)];
	return {
		partial: false,
		tokens: {...tokens, total: Object.values(tokens).reduce((total, one) => total + one, 0)},
		messageCount: {user: of('user'), assistant: of('assistant'), total: turns.length},
		toolCallCount: tools.length,
		toolUsage: names.map(name => ({name, count: tools.filter(one => one === name).length})),
		models: [...new Set(turns.flatMap(({model}) => model ?? []))],
		firstMessageAt: turns[0]?.timestamp ?? null,
		lastMessageAt: turns.at(-1)?.timestamp ?? null,
		lastMessages: lastOf(
			turns.filter(({text}) => text !== ''),
			last,
			lengthInStats,
		),
	};
};
