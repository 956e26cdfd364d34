import type {DesktopPrompt, DesktopSession} from './entities.js';
import {note} from './links.js';
import {check, refuse} from './refused.js';
import {on, type Route} from './route.js';
import {newPrompt} from './schemas.js';
import {present} from './session-views.js';
import {shortHash, type World} from './world.js';

const mostInTimeline = 100;

/** Prompts between sessions (contract §7). Nobody looks whether one arrives. */
export const promptRoutes = (world: World): readonly Route[] => [
	on('POST /api/sessions/:id/prompt', ({params, body}) => {
		const {content, mode, senderSessionId} = check(newPrompt, body);
		const target = world.session(params.id ?? '');
		const sender = world.session(senderSessionId);
		if (target.id === sender.id) {
			throw refuse(400, 'self_prompt_not_allowed', 'A session cannot prompt itself.');
		}

		deliver(world, {target, sender, content, mode});
		return {success: true};
	}),

	on('GET /api/sessions/:id/prompts', ({params}) => {
		const {id} = world.session(params.id ?? '');
		return world.prompts.filter(({fromSessionId, toSessionId}) => fromSessionId === id || toSessionId === id);
	}),

	on('GET /api/session-prompts', () => world.prompts),

	on('GET /api/huddles', () => huddlesOf(world)),
];

type Delivery = {
	readonly target: DesktopSession;
	readonly sender: DesktopSession;
	readonly content: string;
	readonly mode: string;
};

const deliver = (world: World, {target, sender, content, mode}: Delivery): void => {
	const timestamp = world.now();
	const prefix = `[From: ${nameOf(world, sender)} (${sender.id})] `;
	const prefixed = content.startsWith(prefix) ? content : `${prefix}${content}`;
	world.emit('session:prompt_send', {
		...{sessionId: target.id, content: prefixed, mode, senderSessionId: sender.id},
		...{senderProjectId: sender.projectId, targetProjectId: target.projectId, timestamp},
	});
	const short = prefixed.length > mostInTimeline ? `${prefixed.slice(0, mostInTimeline)}...` : prefixed;
	note(world, target, {
		...{type: 'prompt_received', message: `Received prompt from session ${sender.id}: "${short}"`},
		metadata: {senderSessionId: sender.id, mode},
	});
	world.emit('session:updated', target);
	world.prompts.push({
		...{id: world.make('sp'), fromSessionId: sender.id, toSessionId: target.id},
		...{fromProjectId: sender.projectId, toProjectId: target.projectId},
		...{content: content.startsWith(prefix) ? content.slice(prefix.length) : content, mode},
		...{fromTeamMember: memberOf(world, sender), toTeamMember: memberOf(world, target)},
		...{fromSessionName: sender.name, toSessionName: target.name, timestamp},
	});
};

const memberOf = (world: World, session: DesktopSession): unknown => present(world, session).teamMemberSnapshot ?? null;

const nameOf = (world: World, session: DesktopSession): string =>
	(memberOf(world, session) as {readonly name: string} | null)?.name ?? session.name;

/** The groups of sessions that are connected by prompts. */
const huddlesOf = (world: World): readonly unknown[] => {
	const groups: string[][] = [];
	for (const {fromSessionId, toSessionId} of world.prompts) {
		const touched = groups.filter(group => group.includes(fromSessionId) || group.includes(toSessionId));
		const joined = [...new Set([...touched.flat(), fromSessionId, toSessionId])].sort();
		groups.splice(0, groups.length, ...groups.filter(group => !touched.includes(group)), joined);
	}

	return groups.map(sessionIds => {
		const prompts = world.prompts.filter(({fromSessionId}) => sessionIds.includes(fromSessionId));
		return {
			...{id: `huddle_${shortHash(sessionIds.join())}`, sessionIds},
			sessions: sessionIds.map(id => memberOfHuddle(world, id)),
			...{prompts, promptCount: prompts.length, lastActivity: Math.max(...prompts.map(({timestamp}) => timestamp))},
		};
	});
};

/** Of a session that is gone the prompts still say its name. */
const memberOfHuddle = (world: World, sessionId: string): unknown => {
	const session = world.sessions.get(sessionId);
	const said = (pick: (prompt: DesktopPrompt) => string | null, id: (prompt: DesktopPrompt) => string) =>
		world.prompts.filter(prompt => id(prompt) === sessionId).map(pick);
	const [sessionName = null] = [
		...said(
			({fromSessionName}) => fromSessionName,
			({fromSessionId}) => fromSessionId,
		),
		...said(
			({toSessionName}) => toSessionName,
			({toSessionId}) => toSessionId,
		),
	];
	return {
		sessionId,
		sessionName: session?.name ?? sessionName,
		projectId: session?.projectId ?? null,
		teamMember: session === undefined ? null : memberOf(world, session),
	};
};
