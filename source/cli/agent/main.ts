import {parseArgs} from 'node:util';
import {MaestroError, refusals} from '../../domain/errors.js';
import {operatorId} from '../../domain/session.js';
import {hasCode} from '../../system/files.js';
import {writeOut} from '../../system/quick-files.js';
import {isSentAtDesktop, refuseAtDesktop} from './at-desktop.js';
import {type Call, createCall} from './caller.js';
import type {AgentCommand} from './command.js';
import {agentCommands} from './commands.js';
import {type Environment, type Identity, identify} from './identity.js';
import {isGenuine} from './prove.js';
import {refusalLine} from './words.js';

type Host = {
	readonly environment: Environment;
	readonly readInput: (longest: number) => Promise<string>;
	readonly random: () => number;
	/** Has a person's command done by the command line for people. */
	readonly handOver?: ((argv: readonly string[]) => Promise<number>) | undefined;
	/** How the server is asked, where it is none of ours. */
	readonly call?: Call | undefined;
};

/**
Runs one of the agents' commands, and answers the exit code.
*/
export const main = async (argv: readonly string[], host: Host): Promise<number> => {
	const {environment, readInput, random, handOver} = host;
	try {
		const name = argv[0] === 'session' ? argv.slice(0, 2).join(' ') : (argv[0] ?? '');
		const command = Object.hasOwn(agentCommands, name) ? agentCommands[name] : undefined;
		if (command === undefined) {
			throw new MaestroError(
				'malformed',
				`Expected one of ${Object.keys(agentCommands).join(', ')}, got ${name || 'nothing'}`,
			);
		}

		const {values, positionals} = parse(argv.slice(name.split(' ').length), name, command);
		if (values.help === true) {
			writeOut(1, `${command.usage}\n`);
			return 0;
		}

		await refuseAtDesktop(name, environment);
		if (handOver !== undefined && (await isSentAtDesktop(name, environment))) {
			return await handOver(argv);
		}

		const identity = host.call === undefined ? identify(environment) : nobody;
		await command.run({
			values,
			words: positionals,
			environment,
			identity,
			call: host.call ?? createCall({environment, identity, isGenuine}),
			say: line => writeOut(1, `${line}\n`),
			readInput,
			random,
		});
		return 0;
	} catch (error) {
		if (hasCode(error, 'EPIPE')) {
			// Nobody reads what is said here any more.
			return 1;
		}

		if (!(error instanceof MaestroError)) {
			throw error;
		}

		writeOut(2, `maestro: ${refusalLine(error)}\n`);
		return refusals[error.code].exitCode;
	}
};

/** As whom a server is asked that knows no operator. */
const nobody: Identity = {id: operatorId, secret: '', isOperators: true};

const parse = (args: readonly string[], name: string, {options}: AgentCommand) => {
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {...options, help: {type: 'boolean', short: 'h'}},
		});
	} catch (error) {
		// What node says of it has advice for programmers after the first sentence.
		const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
		throw new MaestroError('malformed', `${reason.replace(/\.$/, '')}; see: maestro ${name} --help`, {cause: error});
	}
};
