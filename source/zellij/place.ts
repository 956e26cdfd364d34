import type {NewWindow} from '../multiplexer/multiplexer.js';
import {fitName} from '../multiplexer/name.js';
import {signalGroup} from '../system/processes.js';
import {type Pane, paneName} from './panes.js';
import {programWords} from './program.js';
import type {Entry, Registry} from './registry.js';
import type {ZellijServer} from './server.js';
import {readActiveTab} from './tabs.js';
import {canKeepFocus, canReplacePanes} from './version.js';

type Options = {
	readonly server: ZellijServer;
	readonly registry: Registry;
};

/**
Puts programs into tabs and panes, whichever of the ways to do so this zellij has.
*/
export const createPlacing = ({server, registry}: Options) => {
	/** Answers why it could not. */
	const openTab = async (wanted: NewWindow, {mark}: Entry): Promise<string | undefined> => {
		const keepsFocus = canKeepFocus(server.known());
		const before = keepsFocus ? undefined : await activeTab();
		const answer = await server.act([
			...['new-tab', ...(keepsFocus ? ['--no-focus'] : []), `--name=${fitName(wanted.name)}`],
			...['--cwd', wanted.directory, '--', ...programWords(wanted, registry.programFile(mark))],
		]);
		if (before !== undefined) {
			await server.act(['go-to-tab-by-id', String(before)]);
		}

		return answer === undefined ? 'the session has just ended' : answer.isDone ? undefined : answer.complaint;
	};

	const activeTab = async (): Promise<number | undefined> => {
		const answer = await server.act(['list-tabs', '--json', '--state']);
		return readActiveTab(answer?.stdout ?? '');
	};

	/** The program of a tab that zellij has lost runs on without it; in one that a person has closed it does not. */
	const endStray = async ({mark}: Entry): Promise<boolean> => {
		const program = await registry.program(mark);
		return program === undefined || signalGroup(program.pid, 'SIGKILL');
	};

	/** Answers why it could not. */
	const replacePane = async (wanted: NewWindow, {mark}: Entry, pane: Pane): Promise<string | undefined> => {
		const isInPlace = canReplacePanes(server.known());
		const place = isInPlace
			? ['--in-place', '--close-replaced-pane', '--pane-id', paneName(pane.id)]
			: ['--tab-id', String(pane.tabId)];
		const words = programWords(wanted, registry.programFile(mark));
		const answer = await server.act(['new-pane', ...place, '--cwd', wanted.directory, '--', ...words]);
		if (answer?.isDone !== true) {
			return answer?.complaint ?? 'the session has just ended';
		}

		if (!isInPlace) {
			await server.act(['close-pane', '--pane-id', paneName(pane.id)]);
		}

		return undefined;
	};

	return {openTab, replacePane, endStray};
};
