import type {Task} from '../../domain/task.js';
import type {ModeChoice} from '../event.js';
import type {State} from '../state/index.js';
import type {DispatchPlan} from '../state/screen.js';
import {selectedRow} from './rows.js';

export const dispatchedTask = ({screen, tasks}: State): Task | undefined =>
	screen.taskId === undefined ? undefined : tasks.get(screen.taskId);

export const selectedMode = ({modes, screen}: State): ModeChoice | undefined =>
	selectedRow(modes, screen.selected.modes);

/** What the selected mode would run, once that was asked. */
export const openPlan = (state: State): DispatchPlan | undefined => {
	const {plan, taskId} = state.screen;
	return plan !== undefined && plan.taskId === taskId && plan.mode === selectedMode(state)?.id ? plan : undefined;
};
