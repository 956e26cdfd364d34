import path from 'node:path';
import type {Agent} from '../../agents/agent.js';
import {agents} from '../../agents/index.js';
import {MaestroError} from '../../domain/errors.js';
import {idPattern} from '../../domain/id.js';
import {registerAgent} from '../../protocol/session-agents.js';
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

		const said = textOf(context, 'session');
		const isDesktop = (await context.findServer())?.kind === 'desktop';
		if (isDesktop) {
			return said === undefined ? forEveryone(context, agent, atDesktop) : forDesktopSession(context, agent, said);
		}

		const id = said ?? context.environment.MAESTRO_SESSION_ID;
		return id === undefined ? forEveryone(context, agent, [becoming(agent)]) : forSession(context, agent, id);
	},
});

/** How clients with these hooks come to be sessions. */
const becoming = ({tellsProcess}: Agent): string =>
	tellsProcess === true
		? 'A client that runs then becomes a session with: maestro session adopt'
		: 'Its clients are made sessions before they start: eval "$(maestro session adopt --shell)"';

const atDesktop = [
	'Clients that the server of the desktop product has started then bring what others write to them into their next turn by these hooks,',
	'and at once where they wait, and tell when it was shown: as long as maestro-tui opens the windows of their sessions.',
	'Without these hooks it is typed into their windows.',
];

const forSession = async (context: Context, agent: Agent, id: string): Promise<Result> => {
	const version = textOf(context, 'clientVersion');
	await context.call(registerAgent, {params: {id}, body: {agent: agent.id, version}});
	const value = settingsOf(context, agent, version, id);
	return {value, text: textFor(value)};
};

/** That server starts the clients of its sessions itself, and keeps nothing of how they call us. */
const forDesktopSession = async (context: Context, agent: Agent, id: string): Promise<Result> => {
	if (!idPattern.test(id)) {
		throw new MaestroError('malformed', 'Expected the id of a session, of letters, digits, "_" and "-"');
	}

	await prepare(context);
	const value = settingsOf(context, agent, await versionFor(context, agent), id);
	return {value, text: textFor(value)};
};

/** What the settings name is there before a client reads them. */
const prepare = async ({paths, installPrograms}: Context): Promise<void> => {
	await createBells(paths).hang(commonDoorbell);
	await installPrograms();
};

const versionFor = async (context: Context, agent: Agent): Promise<string | undefined> =>
	textOf(context, 'clientVersion') ?? (await clientVersion(context, agent));

/** For the settings of a person, which all clients of theirs read: those that are sessions by then, and those that may become one. */
const forEveryone = async (context: Context, agent: Agent, more: readonly string[]): Promise<Result> => {
	const version = await versionFor(context, agent);
	await prepare(context);
	const value = settingsOf(context, agent, version, commonDoorbell);
	const file = agent.settingsFile ?? `the settings of ${agent.label}`;
	return {
		value,
		text: [
			`For ${agent.label} ${version ?? 'of a version that is not known (give --client-version to have all that it knows)'}:`,
			`put this into ${file}. Where that has "hooks" already, add each event's entry to the list it has.`,
			...more,
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
