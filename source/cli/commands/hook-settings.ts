import path from 'node:path';
import {agents} from '../../agents/index.js';
import {MaestroError} from '../../domain/errors.js';
import {registerAgent} from '../../protocol/sessions.js';
import {createBells} from '../../system/bells.js';
import {command, textOf} from '../command.js';

export const hookSettings = command({
	name: 'hook',
	usage: '--print-settings [--session S] [--client-version V] [--no-doorbell]',
	summary: 'Print the settings with which an agent client calls maestro',
	flags: {
		printSettings: {type: 'boolean', help: 'Print the settings; without it this is what clients call'},
		session: {type: 'string', placeholder: 'S', help: 'For this session; MAESTRO_SESSION_ID unless given'},
		agent: {type: 'string', placeholder: 'A', choices: agents.map(({id}) => id), help: 'Which client'},
		clientVersion: {
			type: 'string',
			placeholder: 'V',
			help: 'Which version of it: older ones refuse what they do not know',
		},
		doorbell: {type: 'boolean', isNegated: true, help: 'Do not wake the client when a message comes'},
	},
	async run(context) {
		const agent = agents.find(({id}) => id === (textOf(context, 'agent') ?? 'claude'));
		const id = textOf(context, 'session') ?? context.environment.MAESTRO_SESSION_ID;
		if (agent === undefined || id === undefined) {
			throw new MaestroError('malformed', 'For which session? give --session S, or run this inside one');
		}

		const version = textOf(context, 'clientVersion');
		await context.call(registerAgent, {params: {id}, body: {agent: agent.id, version}});
		const settings = agent.settings({
			version,
			hookProgram: path.join(context.paths.programs, 'maestro-hook'),
			doorbell: context.flags.doorbell === false ? undefined : createBells(context.paths).doorbellOf(id),
		});
		return {value: settings, text: JSON.stringify(settings, undefined, 2)};
	},
});
