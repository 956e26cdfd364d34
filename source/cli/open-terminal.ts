import {hostname} from 'node:os';
import {setTimeout as pause} from 'node:timers/promises';
import {createTerminalOpener, type OpenedTerminal, type TerminalChoice} from '../dispatch/open-terminal.js';
import type {Environment, Platform} from '../dispatch/terminals/terminal.js';
import type {Attach} from '../multiplexer/multiplexer.js';
import {readSettings} from '../server/settings.js';
import {readText, writeWhole} from '../system/files.js';
import {findProgram} from '../system/find-program.js';
import type {Paths} from '../system/paths.js';
import {startDetached} from '../system/spawn.js';

type Options = {
	readonly environment: Environment;
	readonly paths: Pick<Paths, 'settings' | 'terminalLog'>;
	/** As Node calls it. */
	readonly platform: string;
};

/**
Opens a terminal with a command in it: the one that is named, else the one that the settings name, else one that is there.
*/
export const createOpenTerminal = ({environment, paths, platform}: Options) => {
	const open = createTerminalOpener({
		environment,
		platform: platformOf(platform, environment),
		host: `${environment.USER === undefined ? '' : `${environment.USER}@`}${hostname()}`,
		findProgram: async name => findProgram(name, environment.PATH),
		pause: async milliseconds => pause(milliseconds),

		async startDetached(command, environment) {
			const output = paths.terminalLog;
			await writeWhole(output, '');
			const {exitCode} = await startDetached(command, {environment, output});
			const lastWords = async () => (await readText(output))?.trimEnd().split('\n').at(-1) ?? '';
			return {exitCode, lastWords};
		},
	});

	return async (attach: Attach, title: string, name?: TerminalChoice | undefined): Promise<OpenedTerminal> => {
		const {terminal} = readSettings(await readText(paths.settings), paths.settings);
		return open(attach, title, name ?? terminal);
	};
};

const platformOf = (platform: string, {WSL_DISTRO_NAME}: Environment): Platform => {
	if (platform === 'darwin') {
		return 'macos';
	}

	return WSL_DISTRO_NAME === undefined ? 'linux' : 'wsl';
};
