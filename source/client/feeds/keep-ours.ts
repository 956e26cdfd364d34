import {setTimeout as pause} from 'node:timers/promises';
import type {MaestroEvent} from '../../domain/event.js';
import {readFrame} from '../../protocol/live.js';
import {subscribeTo} from '../../protocol/watching.js';
import type {Keep} from './keeper.js';
import {fetchSnapshot} from './snapshot.js';

/**
Keeps the picture of a server of ours: a snapshot, and on top of it all that it tells. It loses nothing without a sign that makes us begin
anew with a snapshot.
*/
export const keepOurs: Keep = ({call, capabilities, timing, pace, show, leftOut, failed, isOver}) => {
	// Events that come while a snapshot is on its way may be newer than it, so they are kept and applied on top of it.
	let kept: MaestroEvent[] | undefined = [];
	let isTorn = false;
	let isSynchronising = false;

	const synchronise = async (): Promise<void> => {
		isSynchronising = true;
		do {
			isTorn = false;
			kept = [];
			const fetched = await fetchSnapshot(call, capabilities, isOver);
			if (isOver.aborted) {
				return;
			}

			show(fetched.snapshot, ...kept);
			leftOut(fetched.leftOut);
			kept = undefined;
			await pause(timing.betweenSnapshotsMs, undefined, {signal: isOver}).catch(() => {});
		} while (isTorn && !isOver.aborted);

		isSynchronising = false;
	};

	const retry = (): void => {
		isTorn = true;
		if (!isSynchronising) {
			synchronise().catch(failed);
		}
	};

	return {
		greeting: subscribeTo(),
		synchronise: retry,

		take(text) {
			for (const event of readFrame(text)) {
				if (event === undefined) {
					retry();
				} else if (kept === undefined) {
					pace.add(event);
				} else {
					kept.push(event);
				}
			}
		},
	};
};
