import type {Agent, HookInput, Observation} from '../../agents/agent.js';
import type {Activity, Session} from '../../domain/session.js';
import type {Inbox} from '../inbox.js';
import {observed} from '../session-life.js';
import type {Sessions} from '../sessions.js';
import type {Shown} from './shown.js';

type Options = {
	readonly inbox: Pick<Inbox, 'releaseAll'>;
	readonly sessions: Pick<Sessions, 'change'>;
	readonly shown: Pick<Shown, 'prove'>;
};

/**
Takes in what a hook says of its session: what was shown, what the agent does, and by what name its client goes on. Answers the state
that the session has by it, or `undefined` where it changed none.
*/
export const createSettle =
	({inbox, sessions, shown}: Options) =>
	async (sessionId: string, agent: Agent, hook: HookInput, at: number): Promise<Activity['state'] | undefined> => {
		await shown.prove(sessionId, agent, hook, at);
		const observation = agent.observe(hook);
		const activity = observation === undefined ? undefined : asActivity(observation, `hook ${agent.eventOf(hook)}`, at);
		const isNewTurn = agent.beginsTurn(hook);

		const session = await sessions.change(sessionId, session => {
			// Hooks run at the same time; what an older one left must not undo what a newer one said.
			if (!isNews(at, session)) {
				return session;
			}

			const known = withClient(session, {conversation: agent.conversationOf(hook), clientHome: agent.homeOf?.(hook)});
			return activity === undefined || (observation?.isVague === true && session.needsInput?.active === true)
				? known
				: observed(activity, {isNewTurn})(known);
		});
		if (activity === undefined || session.activity !== activity) {
			return undefined;
		}

		if (activity.state === 'ended') {
			await inbox.releaseAll(sessionId, 'the agent ended before it was shown');
		}

		return activity.state;
	};

const asActivity = ({state, detail}: Observation, source: string, at: number): Activity => ({
	state,
	detail,
	source,
	at,
});

/** Whether what was seen at that time may be newer than what is known of a session. */
export const isNews = (at: number, {activity}: Session): boolean => activity === undefined || activity.at <= at;

type Client = {readonly conversation: string | undefined; readonly clientHome: string | undefined};

/** Keeps what a hook tells of its client: with that a session is resumed, and reached while it is idle. */
const withClient = (session: Session, client: Client): Session => {
	const told = Object.entries(client).filter(
		([name, value]) => value !== undefined && session.metadata?.[name] !== value,
	);
	return told.length === 0 ? session : {...session, metadata: {...session.metadata, ...Object.fromEntries(told)}};
};
