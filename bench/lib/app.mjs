import path from 'node:path';
import {createPicture} from './picture.mjs';
import {bytesOf, openTerminal} from './terminal.mjs';
import {root} from './world.mjs';

export const app = [process.execPath, path.join(root, 'bin', 'maestro-tui.js')];
export const large = {columns: 200, rows: 60};

/** The app on a world with sessions in it, in a terminal of its own, and the picture of what it shows by now. */
export const openApp = async ({
	through,
	world: {environment, directory},
	size = large,
	before = [],
	after = [],
	atEnd,
}) => {
	const terminal = await openTerminal({
		...{through, environment, directory, atEnd},
		...{command: [...before, ...app, ...after], ...size},
	});
	const shownAt = await terminal.shows('session 0', 30_000);
	const picture = createPicture(size);
	await picture.apply(bytesOf(await terminal.settle(700)));
	return {terminal, picture, shownAt};
};
