import {MaestroError} from '../../domain/errors.js';
import {windowName} from '../../domain/run.js';
import {commandLine} from '../../domain/shell.js';
import type {Multiplexer, WindowReference} from '../../multiplexer/multiplexer.js';
import {runStatus} from '../../protocol/dispatch.js';
import {getSession} from '../../protocol/sessions.js';
import {type Context, command, type Result, textOf} from '../command.js';
import {modeAndTask} from '../mode-and-task.js';

export const attach = command({
	name: 'attach',
	usage: 'MODE TASK [--terminal|--in TERMINAL|--print]',
	summary: 'Go to the window of a run: in this terminal, or in one that is opened for it',
	flags: {
		terminal: {type: 'boolean', help: 'Open a terminal for it, on this desktop'},
		in: {type: 'string', placeholder: 'TERMINAL', help: 'Open this one: wezterm, kitty, konsole …'},
		print: {type: 'boolean', help: 'Print the command that shows it, and nothing else'},
	},
	async run(context) {
		const {input, flags, desk} = context;
		const {mode, id} = modeAndTask(input, 'attach');
		const {session, window, multiplexer} = await findWindow(context, mode, id);
		const name = windowName(id, mode);
		const terminal = textOf(context, 'in');
		if (flags.print === true) {
			const command = commandLine((await multiplexer.attach(window)).command);
			return {value: {session, how: 'told', command}, text: command};
		}

		if (flags.terminal === true || terminal !== undefined) {
			return openTerminal(context, {session, window, multiplexer, name, terminal});
		}

		const jump = await multiplexer.jump(window);
		switch (jump.kind) {
			case 'done': {
				return {value: {session, how: 'switched'}, text: `Went to ${name}. ${jump.wayBack}`};
			}

			case 'tell': {
				const text = `${jump.why.replace(/[:. ]+$/, '')}: ${jump.command}`;
				return {value: {session, how: 'told', command: jump.command}, text};
			}

			case 'take-over': {
				if (desk.takeOver === undefined) {
					return openTerminal(context, {session, window, multiplexer, name, terminal});
				}

				const {exitCode} = await desk.takeOver(jump);
				if (exitCode !== 0) {
					throw new MaestroError(
						'multiplexer-failed',
						`${commandLine(jump.command)} ended with exit code ${exitCode}; what it printed says why`,
					);
				}

				return {value: {session, how: 'attached'}, text: `Back from ${name}`};
			}
		}
	},
});

type Place = {
	readonly session: string;
	readonly window: WindowReference;
	readonly multiplexer: Multiplexer;
};

const findWindow = async ({call, desk, hosted}: Context, mode: string, taskId: string): Promise<Place> => {
	const {session: id} = await call(runStatus, {params: {mode, id: taskId}});
	const run = (await call(getSession, {params: {id}})).run ?? (await (await hosted())?.runOf(id));
	if (run?.isHeadless === true) {
		throw new MaestroError(
			'window-gone',
			`${taskId} in ${mode} runs without a window; see what it prints with: maestro logs ${mode} ${taskId} --follow`,
		);
	}

	const place = run?.window;
	const multiplexer = place === undefined ? undefined : desk.multiplexerAt(place);
	if (place === undefined || multiplexer === undefined) {
		const where = place === undefined ? 'nowhere that is known' : `in ${place.multiplexer}, which cannot be reached`;
		throw new MaestroError(
			'window-gone',
			`Expected a window of ${taskId} in ${mode}, and it is ${where}; maestro session show ${id} says what is known of it`,
		);
	}

	return {
		session: id,
		window: {id: place.windowId, paneId: place.paneId, key: place.key},
		multiplexer,
	};
};

type Wanted = Place & {readonly name: string; readonly terminal: string | undefined};

const openTerminal = async ({desk}: Context, {session, window, multiplexer, ...wanted}: Wanted): Promise<Result> => {
	const shown = await multiplexer.attach(window);
	const {isOpened, said, command} = await desk.openTerminal(shown, wanted.name, wanted.terminal);
	return {value: {session, how: isOpened ? 'opened' : 'told', command}, text: said};
};
