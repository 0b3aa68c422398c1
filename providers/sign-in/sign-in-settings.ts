/** What this installation is registered with at one vendor. */
export interface ClientSettings {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Who stands in for the vendor on this machine; undefined: the vendor itself answers. */
	readonly standIn?: StandIn;
}

/** Origins, without a slash at their end. */
export interface StandIn {
	/** Where tokens are asked for: https. */
	readonly tokens: string;
	/** Where a person's browser is sent. */
	readonly pages: string;
}

export interface MicrosoftSettings extends ClientSettings {
	/** `common`, `organizations`, or the id or domain of the only organisation that may sign in. */
	readonly tenant: string;
}

/** A vendor that is missing is not registered at: nobody can sign in there. */
export interface SignInSettings {
	readonly microsoft?: MicrosoftSettings;
	readonly google?: ClientSettings;
}
