import path from 'node:path';
import type {Agent} from '../../agents/agent.js';
import {agents} from '../../agents/index.js';
import {MaestroError} from '../../domain/errors.js';
import {registerAgent} from '../../protocol/sessions.js';
import {commonDoorbell} from '../../server/common-doorbell.js';
import {createBells} from '../../system/bells.js';
import {clientVersion} from '../client-version.js';
import {type Context, command, type Result, textOf} from '../command.js';

export const hookSettings = command({
	name: 'hook',
	usage: '--print-settings [--session S] [--agent A] [--client-version V] [--no-doorbell]',
	summary: 'Print the settings with which an agent client calls maestro',
	flags: {
		printSettings: {type: 'boolean', help: 'Print the settings; without it this is what clients call'},
		session: {
			type: 'string',
			placeholder: 'S',
			help: 'For this session; MAESTRO_SESSION_ID unless given, and without both for all clients',
		},
		agent: {type: 'string', placeholder: 'A', choices: agents.map(({id}) => id), help: 'Which client'},
		clientVersion: {
			type: 'string',
			placeholder: 'V',
			help: 'Which version of it: older ones refuse what they do not know',
		},
		doorbell: {type: 'boolean', isNegated: true, help: 'Do not wake the client when a message comes'},
	},
	async run(context) {
		const wanted = textOf(context, 'agent') ?? 'claude';
		const agent = agents.find(({id}) => id === wanted);
		if (agent === undefined) {
			throw new MaestroError(
				'malformed',
				`There is no agent ${wanted}; there are: ${agents.map(({id}) => id).join(', ')}`,
			);
		}

		const id = textOf(context, 'session') ?? context.environment.MAESTRO_SESSION_ID;
		return id === undefined ? forEveryone(context, agent) : forSession(context, agent, id);
	},
});

const forSession = async (context: Context, agent: Agent, id: string): Promise<Result> => {
	const version = textOf(context, 'clientVersion');
	await context.call(registerAgent, {params: {id}, body: {agent: agent.id, version}});
	const value = settingsOf(context, agent, version, id);
	return {value, text: textFor(value)};
};

/** For the settings of a person, which all clients of theirs read: those that are sessions by then, and those that may become one. */
const forEveryone = async (context: Context, agent: Agent): Promise<Result> => {
	const version = textOf(context, 'clientVersion') ?? (await clientVersion(context, agent));
	await createBells(context.paths).hang(commonDoorbell);
	const value = settingsOf(context, agent, version, commonDoorbell);
	const file = agent.settingsFile ?? `the settings of ${agent.label}`;
	return {
		value,
		text: [
			`For ${agent.label} ${version ?? 'of a version that is not known (give --client-version to have all that it knows)'}:`,
			`put this into ${file}. Where that has "hooks" already, add each event's entry to the list it has.`,
			...(agent.tellsProcess !== true
				? ['Its clients are made sessions before they start: eval "$(maestro session adopt --shell)"']
				: ['A client that runs then becomes a session with: maestro session adopt']),
			'--json prints the settings alone.',
			'',
			textFor(value),
		].join('\n'),
	};
};

const settingsOf = ({paths, flags}: Context, agent: Agent, version: string | undefined, doorbell: string): unknown =>
	agent.settings({
		version,
		hookProgram: path.join(paths.programs, 'maestro-hook'),
		doorbell: flags.doorbell === false ? undefined : createBells(paths).doorbellOf(doorbell),
	});

/** A text is a file as it is. */
const textFor = (settings: unknown): string =>
	typeof settings === 'string' ? settings : JSON.stringify(settings, undefined, 2);
