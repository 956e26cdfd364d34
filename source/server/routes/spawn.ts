import {spawnSession} from '../../protocol/spawn.js';
import {type Route, route} from '../route.js';
import type {Spawning} from '../spawn/spawning.js';
import {shown} from './sessions.js';

type Options = {readonly spawning: Pick<Spawning, 'spawn'>};

export const spawnRoutes = ({spawning}: Options): readonly Route[] => [
	// The operator and coordinators, which `spawning` tells by who acts, whatever the secret.
	route(spawnSession, 'anyone', async ({body, caller}) => {
		const {session, isReused, folder} = await spawning.spawn(caller, body);
		return {
			success: true,
			sessionId: session.id,
			manifestPath: folder,
			message: isReused ? 'It is at work already, and nothing was started' : 'Its agent was started',
			session: shown(session),
		};
	}),
];
