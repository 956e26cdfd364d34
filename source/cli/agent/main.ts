import {parseArgs} from 'node:util';
import {MaestroError, refusals} from '../../domain/errors.js';
import {hasCode} from '../../system/files.js';
import {writeOut} from '../../system/quick-files.js';
import {createCall} from './caller.js';
import type {AgentCommand} from './command.js';
import {agentCommands} from './commands.js';
import {type Environment, identify} from './identity.js';
import {isGenuine} from './prove.js';
import {refusalLine} from './words.js';

type Host = {
	readonly environment: Environment;
	readonly readInput: (longest: number) => Promise<string>;
	readonly random: () => number;
};

/**
Runs one of the agents' commands, and answers the exit code.
*/
export const main = async (argv: readonly string[], {environment, readInput, random}: Host): Promise<number> => {
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

		const identity = identify(environment);
		await command.run({
			values,
			words: positionals,
			environment,
			identity,
			call: createCall({environment, identity, isGenuine}),
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
