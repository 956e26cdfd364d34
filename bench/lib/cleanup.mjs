/**
What has to be undone, the last thing first. Running it a second time, or while it runs, undoes nothing twice.
*/
export const createCleanup = () => {
	let running = Promise.resolve();
	const steps = [];

	const undoAll = async () => {
		for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
			try {
				await step();
			} catch (error) {
				// The other steps are needed all the more.
				process.stderr.write(`Cleaning up: ${error.message}\n`);
			}
		}
	};

	return {
		add(step) {
			steps.push(step);
		},
		async run() {
			running = running.then(undoAll);
			await running;
		},
	};
};
