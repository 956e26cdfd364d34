import {PerformanceObserver} from 'node:perf_hooks';
import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/**
Keeps what V8 sets aside for new objects from growing beyond so many bytes, until the signal aborts. Left alone it grows to 64 MiB in a
program that makes much which is garbage a moment later, and stays so. It is looked at after each turn in which something was collected:
a turn that makes very much gets what it needs.
*/
export const boundNewSpace = (mostBytes: number, signal: AbortSignal): void => {
	let grows = true;
	const look = (): void => {
		const space = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
		const mayGrow = (space?.space_size ?? 0) < mostBytes;
		// V8 makes it small when little goes on. It has to be able to grow from there, or all that comes is collected every moment.
		if (mayGrow !== grows) {
			grows = mayGrow;
			setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
		}
	};

	look();
	const observer = new PerformanceObserver(look);
	observer.observe({entryTypes: ['gc']});
	signal.addEventListener('abort', () => observer.disconnect(), {once: true});
};
