import type {Store} from '../../client/store.js';
import {type Report, readReport} from './read-report.js';

export type PointerReport = Extract<Report, {readonly kind: 'click' | 'wheel-up' | 'wheel-down'}>;

type Options = {
	readonly store: Pick<Store, 'send'>;
	readonly point: (report: PointerReport) => void;
};

/** Makes of what a terminal says by itself what it means to the screen. */
export const createReportTaker =
	({store, point}: Options) =>
	(sequence: string): void => {
		const report = readReport(sequence);
		switch (report?.kind) {
			case 'focus': {
				store.send({event: 'terminal:focused', data: {hasFocus: report.hasFocus}});
				return;
			}

			case 'background': {
				store.send({event: 'terminal:answered', data: {background: report.background}});
				return;
			}

			case 'click':
			case 'wheel-up':
			case 'wheel-down': {
				point(report);
				return;
			}

			case undefined: {
				return;
			}
		}
	};
