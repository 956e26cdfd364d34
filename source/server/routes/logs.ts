import type {Headless} from '../../dispatch/headless.js';
import {findInLog, getLog, readLog} from '../../protocol/logs.js';
import type {ByteFile, OpenBytes} from '../../system/byte-file.js';
import {findText} from '../logs/find-text.js';
import type {Logs} from '../logs/logs.js';
import {readMarks} from '../logs/marks.js';
import {sizeOf} from '../logs/size-of.js';
import {param, type Route, route} from '../route.js';

/** Bytes that one search looks at. */
const mostSearched = 32 * 1024 * 1024;

const mostMarks = 1000;

type Options = {
	readonly logs: Logs;
	readonly headless: Pick<Headless, 'look'>;
	readonly openBytes: OpenBytes;
};

export const logRoutes = ({logs, headless, openBytes}: Options): readonly Route[] => {
	const withFile = async <T>(name: string, use: (file: ByteFile) => Promise<T>, otherwise: T): Promise<T> => {
		const file = await openBytes(name);
		try {
			return file === undefined ? otherwise : await use(file);
		} finally {
			await file?.close();
		}
	};

	return [
		route(getLog, 'anyone', async asked => {
			const {agent, startedAt, folder, output, marks: file} = await logs.ofRun(param(asked, 'id'), asked.caller);
			const found = await headless.look(folder);
			const ended = found.state === 'ended' ? found : undefined;
			const marks = await withFile(file, async open => readMarks(open, mostMarks), []);
			return {
				...{agent, startedAt, endedAt: ended?.endedAt, exitCode: ended?.exitCode, signal: ended?.signal},
				...(found.state === 'lost' ? {isLost: true} : {}),
				isRunning: found.state === 'running' || found.state === 'starting',
				// After the look: that it has ended means that this is all.
				size: await sizeOf(output, openBytes),
				marks: marks.map(([at, bytes]): [number, number] => [at, bytes]),
			};
		}),
		route(readLog, 'anyone', async asked => {
			const {output} = await logs.ofRun(param(asked, 'id'), asked.caller);
			const {from, bytes: length} = asked.query;
			const read = async (file: ByteFile) => {
				const bytes = await file.read(from, length);
				return {from, bytes: bytes.toString('base64'), size: await file.size()};
			};
			return withFile(output, read, {from, bytes: '', size: 0});
		}),
		route(findInLog, 'anyone', async asked => {
			const {output} = await logs.ofRun(param(asked, 'id'), asked.caller);
			const {text, from, backwards: isBackwards = false} = asked.query;
			const wanted = {text, from, isBackwards, most: mostSearched, signal: asked.signal};
			return withFile(output, async file => findText(file, wanted), {});
		}),
	];
};
