/** A pause that can be ended early; a wake during work ends the next pause at once. */
export interface Pause {
	for(milliseconds: number): Promise<void>;
	wake(): void;
}

/** A pause that has not begun: a wake before it counts. */
export function withPause(): Pause {
	let woken = false;
	let end: (() => void) | undefined;
	return {
		async for(milliseconds) {
			if (!woken) {
				await new Promise<void>((resolve) => {
					const timer = setTimeout(resolve, milliseconds);
					end = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			}
			end = undefined;
			woken = false;
		},
		wake() {
			woken = true;
			end?.();
		},
	};
}
