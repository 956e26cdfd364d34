import type {Agent} from '../../agents/agent.js';
import {MaestroError} from '../../domain/errors.js';
import {adoptSession, listClients} from '../../protocol/session-agents.js';
import type {BeginSession} from '../begin-session.js';
import type {Clients} from '../clients.js';
import type {Delivery} from '../delivery.js';
import {type Route, route} from '../route.js';
import type {Secrets} from '../secrets.js';
import {shown} from './sessions.js';

type Options = {
	readonly clients: Pick<Clients, 'list' | 'adopt'>;
	readonly begin: BeginSession;
	readonly delivery: Pick<Delivery, 'prepare'>;
	readonly secrets: Pick<Secrets, 'forSession'>;
	readonly agents: readonly Agent[];
};

export const clientRoutes = ({clients, begin, delivery, secrets, agents}: Options): readonly Route[] => [
	route(adoptSession, 'operator', async ({body}) => {
		const {projectId, taskIds = [], name, agent = agents[0]?.id ?? '', version, client} = body;
		if (!agents.some(({id}) => id === agent)) {
			throw new MaestroError(
				'malformed',
				`There is no agent ${agent}; there are: ${agents.map(({id}) => id).join(', ')}`,
			);
		}

		const metadata = {mode: 'worker', agentTool: agent, agentVersion: version, adopted: true, clientPid: client?.pid};
		const make = async (message: string) => begin({projectId, taskIds, name, status: 'idle', metadata, message});
		const session =
			client === undefined
				? await make('Made for an agent that is about to be started by hand')
				: await clients.adopt({...client, agent}, async () =>
						make(`Made of the client that runs as process ${client.pid}`),
					);
		await delivery.prepare(session.id);
		return {session: shown(session), token: secrets.forSession(session.id)};
	}),
	route(listClients, 'operator', () =>
		clients
			.list()
			.map(({pid, agent, directory, conversation, seenAt}) => ({pid, agent, directory, conversation, seenAt})),
	),
];
