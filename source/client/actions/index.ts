import {addProject} from './add-project.js';
import {answerDialog} from './answer-dialog.js';
import {archiveSessions} from './archive-sessions.js';
import {changeMember} from './change-members.js';
import {changeTasks} from './change-tasks.js';
import {copy} from './copy.js';
import {createTask} from './create-task.js';
import {createWorkTree} from './create-work-tree.js';
import {decideHold} from './decide-hold.js';
import {deleteMessages, deleteThreads} from './delete-messages.js';
import {deleteProject} from './delete-project.js';
import {deleteTask} from './delete-task.js';
import {dispatchMode} from './dispatch-mode.js';
import {editDescription, editDraft, editIdentity} from './edit-text.js';
import {deleteSessions, finishSessions} from './end-with-sessions.js';
import {exportMessages} from './export-messages.js';
import {jumpToPane} from './jump-to-pane.js';
import {logIn, logOut} from './log-in.js';
import {acknowledge, markRead} from './mark-read.js';
import {openMessage} from './open-message.js';
import {openTerminal} from './open-terminal.js';
import {planStop} from './plan-stop.js';
import {previewDispatch} from './preview-dispatch.js';
import {quit} from './quit.js';
import {redraw} from './redraw.js';
import {refresh} from './refresh.js';
import {removeWorkTree} from './remove-work-tree.js';
import {rename} from './rename.js';
import {restartRun} from './restart-run.js';
import {resumeSession} from './resume-session.js';
import {saveDoc} from './save-doc.js';
import {saveLog} from './save-log.js';
import {sendMessage} from './send-message.js';
import {changeSetting, rebindKey, resetAllSettings, resetSetting} from './settings.js';
import {stopRun} from './stop-run.js';
import {suspend} from './suspend.js';
import {takeBack} from './take-back.js';
import type {Tools} from './tools.js';
import {writeWaiting} from './write-waiting.js';

/**
All that an operator can ask for. Refusals come as `MaestroError`s; what was asked for comes back through the feeds.
*/
export const createActions = (tools: Tools) => ({
	addProject: addProject(tools),
	changeSetting: changeSetting(tools),
	createTask: createTask(tools),
	createWorkTree: createWorkTree(tools),
	decideHold: decideHold(tools),
	deleteMessages: deleteMessages(tools),
	deleteThreads: deleteThreads(tools),
	deleteProject: deleteProject(tools),
	deleteSessions: deleteSessions(tools),
	deleteTask: deleteTask(tools),
	dispatchMode: dispatchMode(tools),
	exportMessages: exportMessages(tools),
	jumpToPane: jumpToPane(tools),
	logIn: logIn(tools),
	logOut: logOut(tools),
	acknowledge: acknowledge(tools),
	markRead: markRead(tools),
	openMessage: openMessage(tools),
	openTerminal: openTerminal(tools),
	writeWaiting: writeWaiting(tools),
	openWindowsHere: async (opens: boolean): Promise<void> => tools.openWindowsHere(opens),
	previewDispatch: previewDispatch(tools),
	quit: quit(tools),
	rebindKey: rebindKey(tools),
	redraw: redraw(tools),
	refresh: refresh(tools),
	removeWorkTree: removeWorkTree(tools),
	resetAllSettings: resetAllSettings(tools),
	resetSetting: resetSetting(tools),
	restartRun: restartRun(tools),
	resumeSession: resumeSession(tools),
	saveDoc: saveDoc(tools),
	saveLog: saveLog(tools),
	sendMessage: sendMessage(tools),
	stopRun: stopRun(tools),
	suspend: suspend(tools),
	answerDialog: answerDialog(tools),
	archiveSessions: archiveSessions(tools),
	changeMember: changeMember(tools),
	changeTasks: changeTasks(tools),
	copy: copy(tools),
	planStop: planStop(tools),
	rename: rename(tools),
	takeBack: takeBack(tools),
	editDescription: editDescription(tools),
	editDraft: editDraft(tools),
	editIdentity: editIdentity(tools),
	finishSessions: finishSessions(tools),
});

export type Actions = ReturnType<typeof createActions>;
