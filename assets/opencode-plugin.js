// What OpenCode loads to speak with maestro (agent-contract §5). For each event that says something of the session it runs
// `maestro-hook`, which lies beside this file, with one JSON object on its standard input. What that answers goes into the model's input.
// Nothing here may throw into the client or hold it up: where something is wrong it says nothing.
import {spawn} from 'node:child_process';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

const hookProgram = fileURLToPath(new URL('maestro-hook', import.meta.url));

// Milliseconds. The hook ends by itself after 900.
const hookPatience = 950;
const orderPatience = 100;
const lookupPatience = 300;

// UTF-16 code units: a hook leaves no more than 64 KiB of what it is told.
const longestPrompt = 16_000;
const longestDetail = 500;

// One client may load this several times, for one folder.
let isStarted = false;
/** Without a window the client puts its first message into quotes when there is a space in it. */
let isQuoted = process.env.MAESTRO_QUOTED === '1';
let told = Promise.resolve();
/** Whether a conversation is a subagent's, by its id. */
const nested = new Map();
/** The conversations at work, without those of subagents. */
const busy = new Set();
const failures = new Map();
/** What waits for a person, by its id; also in a subagent. */
const dialogs = new Map();

export const Maestro = async ({client}, {isByHand = false} = {}) => {
	// One that a person has put into their own folder leaves a client alone that was started with one.
	const isThere = isByHand && process.env.OPENCODE_CONFIG_CONTENT?.includes('/opencode-plugin.js');
	if (!process.env.MAESTRO_SESSION_ID || isThere) {
		return {};
	}

	const isNested = async id => {
		if (!nested.has(id)) {
			const asked = client.session.get({path: {id}}).then(({data}) => note(data));
			await Promise.race([asked.catch(() => {}), pause(lookupPatience)]);
		}

		// One that is not known may be a subagent's: better say nothing.
		return nested.get(id) ?? true;
	};

	if (!isStarted) {
		isStarted = true;
		tell({hook_event_name: 'client.started', prompted: process.env.MAESTRO_PROMPTED === '1' || undefined});
	}

	return {
		event: safely(async ({event: {type, properties}}) => onEvent(type, properties, isNested)),

		'chat.message': safely(async ({sessionID}, {message, parts}) => {
			if (await isNested(sessionID)) {
				return;
			}

			if (isQuoted) {
				isQuoted = false;
				unquote(parts);
			}

			const prompt = parts.map(part => (part.type === 'text' && !part.synthetic ? part.text : '')).join('\n');
			const text = await ask({
				hook_event_name: 'chat.message',
				session_id: sessionID,
				prompt: prompt.slice(0, longestPrompt),
			});
			if (text !== undefined) {
				const id = `prt_maestro${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
				parts.push({id, sessionID, messageID: message.id, type: 'text', text, synthetic: true});
			}
		}),

		// Also runs for a tool whose turn somebody ended: then nobody asks the model again.
		'tool.execute.after': safely(async ({sessionID, tool}, result) => {
			if (!busy.has(sessionID) || typeof result?.output !== 'string') {
				return;
			}

			const text = await ask({
				hook_event_name: 'tool.execute.after',
				session_id: sessionID,
				tool,
				dialogs: dialogs.size,
			});
			if (text !== undefined) {
				result.output += `\n\n${text}`;
			}
		}),

		// A client that the agent starts in its shell is none of ours, and need not know how to speak with this one.
		'shell.env': safely(async (_, {env}) => {
			env.OPENCODE_CONFIG_CONTENT = '';
			env.OPENCODE_SERVER_PASSWORD = '';
			env.MAESTRO_QUOTED = '';
		}),
	};
};

const onEvent = async (type, properties, isNested) => {
	const {sessionID} = properties ?? {};
	switch (type) {
		case 'session.created':
		case 'session.updated': {
			note(properties.info);
			break;
		}

		case 'session.error': {
			const {name, data} = properties.error ?? {};
			if (name !== 'MessageAbortedError') {
				failures.set(sessionID, String(data?.message ?? name).slice(0, longestDetail));
			}

			break;
		}

		case 'session.status': {
			const {type: status, message} = properties.status;
			const isNews = status === 'retry' || (status === 'busy' && !busy.has(sessionID));
			if (isNews && !(await isNested(sessionID))) {
				busy.add(sessionID);
				tell({hook_event_name: type, session_id: sessionID, status, message, dialogs: dialogs.size});
			}

			break;
		}

		case 'session.idle': {
			const failure = failures.get(sessionID);
			failures.delete(sessionID);
			// A person may have several conversations at work in one client.
			if (busy.delete(sessionID) && busy.size === 0) {
				dialogs.clear();
				tell({hook_event_name: type, session_id: sessionID, failure});
			}

			break;
		}

		case 'permission.asked':
		case 'question.asked': {
			const dialog = {hook_event_name: type, ...describe(properties)};
			dialogs.set(properties.id, dialog);
			tell(dialog);
			break;
		}

		case 'permission.replied':
		case 'question.replied':
		case 'question.rejected': {
			if (dialogs.delete(properties.requestID)) {
				const [next] = dialogs.values();
				tell(next ?? {hook_event_name: type});
			}

			break;
		}
	}
};

/** Undoes exactly what `opencode run` does to a message. */
const unquote = parts => {
	for (const part of parts) {
		if (part.type === 'text' && !part.synthetic && /^".* .*"$/s.test(part.text)) {
			part.text = part.text.slice(1, -1).replaceAll('\\"', '"');
		}
	}
};

const note = info => {
	nested.set(info.id, info.parentID !== undefined && info.parentID !== null);
};

const describe = ({permission, patterns, metadata, questions}) => ({
	permission,
	command: cut(metadata?.command),
	pattern: cut(patterns?.[0]),
	question: cut(questions?.[0]?.question),
});

const cut = text => (typeof text === 'string' ? text.slice(0, longestDetail) : undefined);

/** One after the other: what is told later must not be read as older. */
const tell = input => {
	told = told.then(async () => run(input)).catch(() => {});
};

/** The text that the model is to read, if there is one. */
const ask = async input => {
	await Promise.race([told, pause(orderPatience)]);
	const answer = await run(input);
	return answer === '' ? undefined : JSON.parse(answer).text;
};

/**
What the hook prints. It is read to its end, also after a kill: what was printed may have been confirmed, and must be shown then.
*/
const run = async input =>
	new Promise((resolve, reject) => {
		// The hook tells this client from one that an agent starts in its shell by the process.
		const env = {...process.env, CLAUDE_PID: String(process.pid)};
		const hook = spawn(hookProgram, [], {stdio: ['pipe', 'pipe', 'ignore'], env});
		const timer = setTimeout(() => hook.kill('SIGKILL'), hookPatience);
		let output = '';
		hook.stdout.setEncoding('utf8').on('data', chunk => {
			output += chunk;
		});
		hook.stdin.on('error', () => {});
		hook.on('error', reject);
		hook.on('close', () => {
			clearTimeout(timer);
			resolve(output);
		});
		hook.stdin.end(JSON.stringify(input));
	});

const safely =
	work =>
	async (...given) => {
		try {
			await work(...given);
		} catch {
			// The client would show it to the person, or end the turn.
		}
	};
