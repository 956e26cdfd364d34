import {addProject} from './add-project.js';
import {createTask} from './create-task.js';
import {createWorkTree} from './create-work-tree.js';
import {decideHold} from './decide-hold.js';
import {deleteMessages} from './delete-messages.js';
import {deleteProject} from './delete-project.js';
import {deleteTask} from './delete-task.js';
import {dispatchMode} from './dispatch-mode.js';
import {exportMessages} from './export-messages.js';
import {jumpToPane} from './jump-to-pane.js';
import {markRead} from './mark-read.js';
import {openTerminal} from './open-terminal.js';
import {previewDispatch} from './preview-dispatch.js';
import {quit} from './quit.js';
import {redraw} from './redraw.js';
import {refresh} from './refresh.js';
import {removeWorkTree} from './remove-work-tree.js';
import {restartRun} from './restart-run.js';
import {resumeSession} from './resume-session.js';
import {saveLog} from './save-log.js';
import {sendMessage} from './send-message.js';
import {setTaskStatus} from './set-task-status.js';
import {stopRun} from './stop-run.js';
import type {Tools} from './tools.js';

/**
All that an operator can ask for. Refusals come as `MaestroError`s; what was asked for comes back through the feeds.
*/
export const createActions = (tools: Tools) => ({
	addProject: addProject(tools),
	createTask: createTask(tools),
	createWorkTree: createWorkTree(tools),
	decideHold: decideHold(tools),
	deleteMessages: deleteMessages(tools),
	deleteProject: deleteProject(tools),
	deleteTask: deleteTask(tools),
	dispatchMode: dispatchMode(tools),
	exportMessages: exportMessages(tools),
	jumpToPane: jumpToPane(tools),
	markRead: markRead(tools),
	openTerminal: openTerminal(tools),
	previewDispatch: previewDispatch(tools),
	quit: quit(tools),
	redraw: redraw(tools),
	refresh: refresh(tools),
	removeWorkTree: removeWorkTree(tools),
	restartRun: restartRun(tools),
	resumeSession: resumeSession(tools),
	saveLog: saveLog(tools),
	sendMessage: sendMessage(tools),
	setTaskStatus: setTaskStatus(tools),
	stopRun: stopRun(tools),
});

export type Actions = ReturnType<typeof createActions>;
