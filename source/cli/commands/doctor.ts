import {agents} from '../../agents/index.js';
import {createAgentFinder} from '../../dispatch/agent-program.js';
import {MaestroError} from '../../domain/errors.js';
import {freeBytes, whyNotWritable} from '../../system/disk.js';
import {type Context, command} from '../command.js';
import {drivers} from '../drivers.js';
import type {FoundServer} from '../find-server.js';

type Check = {
	readonly name: string;
	readonly isFine: boolean;
	/** Without it nothing works; a check that is not, only takes something away. */
	readonly isNeeded: boolean;
	/** What was found. */
	readonly found: string;
	/** What to do about it. */
	readonly remedy?: string | undefined;
};

/** Bytes: with less than the first it will be full soon, with less than the second it is. */
const littleSpace = 100 * 1024 * 1024;
const noSpace = 64 * 1024;

export const doctor = command({
	name: 'doctor',
	usage: '',
	summary: 'Check Node, multiplexers, agents, server and disk; say what to do about what fails',
	flags: {},
	async run(context) {
		const checks = [
			checkNode(context),
			await checkHome(context),
			...(await Promise.all(drivers.map(async driver => checkMultiplexer(driver, context)))),
			...(await Promise.all(agents.map(async agent => checkAgent(agent, context)))),
			await checkServer(context),
		];
		const failed = checks.filter(({isFine, isNeeded}) => !isFine && isNeeded);
		return {value: {checks}, text: checks.map(line).join('\n'), ...(failed.length === 0 ? {} : {exitCode: 1})};
	},
});

const line = ({name, isFine, isNeeded, found, remedy}: Check): string =>
	`${isFine ? 'ok  ' : isNeeded ? 'FAIL' : 'note'}  ${name}: ${found}${remedy === undefined ? '' : `\n      ${remedy}`}`;

const checkNode = ({nodeVersion}: Context): Check => {
	const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
	const isFine = major > 22 || (major === 22 && minor >= 13);
	return {
		name: 'Node',
		isNeeded: true,
		isFine,
		found: nodeVersion,
		remedy: isFine ? undefined : 'Node 22.13 or newer is needed; npm start in a checkout brings its own',
	};
};

const checkHome = async ({paths}: Context): Promise<Check> => {
	const check = {name: 'Data folder', isNeeded: true};
	const problem = await whyNotWritable(paths.home);
	if (problem !== undefined) {
		return {
			...check,
			isFine: false,
			found: `${paths.home}: ${problem}`,
			remedy: 'Give yourself the right to write there, or set MAESTRO_HOME to another folder',
		};
	}

	const free = await freeBytes(paths.home);
	const isFine = free > littleSpace;
	return {
		...check,
		isFine,
		isNeeded: free < noSpace,
		found: `${paths.home}, ${Math.floor(free / 1024 / 1024)} MiB free`,
		remedy: isFine
			? undefined
			: 'A full disk takes no messages and no changes: make room, or set MAESTRO_HOME to another one',
	};
};

const checkMultiplexer = async ({name, create}: (typeof drivers)[number], {environment}: Context): Promise<Check> => {
	const check = {name, isNeeded: false};
	return ask(check, async () => {
		const session = environment.MAESTRO_MULTIPLEXER_SESSION ?? 'maestro';
		const multiplexer = create({session, environment});
		const {version, address} = await multiplexer.find();
		return `${version}, at ${address}${multiplexer.supports.pasteIsListed ? listedWords : ''}`;
	});
};

const listedWords =
	'; what is written into its windows stands in the list of processes for a moment, where every user of the machine can read it';

const checkAgent = async (agent: (typeof agents)[number], {run, environment}: Context): Promise<Check> =>
	ask({name: agent.label, isNeeded: false}, async () => {
		const {path, version} = await createAgentFinder({run, searchPath: environment.PATH})(agent);
		return `${version ?? 'version unknown'}, ${path}`;
	});

const checkServer = async ({findServer}: Context): Promise<Check> =>
	ask({name: 'Server', isNeeded: false}, async () => {
		const found = await findServer();
		if (found === undefined) {
			throw new MaestroError('server-missing', 'none runs; maestro-tui starts one by itself, or: maestro server start');
		}

		const {kind, url, health, access} = found;
		return kind === 'ours' ? `${health.version} answers at ${url}` : desktopWords(url, access);
	});

/** It tells no version, and does not say by itself what it can do. */
const desktopWords = (url: string, access: FoundServer['access']): string => {
	const login = {open: 'it asks nobody for a password', trusted: 'it trusts this machine', login: 'logged in'};
	return `the Maestro desktop server answers at ${url} (${login[access?.kind ?? 'open']}); maestro-tui and maestro use it`;
};

const ask = async (check: Pick<Check, 'name' | 'isNeeded'>, look: () => Promise<string>): Promise<Check> => {
	try {
		return {...check, isFine: true, found: await look()};
	} catch (error) {
		if (error instanceof MaestroError) {
			return {...check, isFine: false, found: error.message};
		}

		throw error;
	}
};
