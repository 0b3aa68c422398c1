/** What lets automations run: an end today, later whatever else may cause them. */
export interface AutomationCause {
	/** The line of the timeline that tells it; each effect names it as its cause. */
	readonly eventId: string;
	/** *Utilisateur courant*: in a sequence the engagement's responsible user (5.6-18). */
	readonly userId: string;
	/** The rows that the lines of the effects name. */
	readonly subject: {
		readonly companyId: string;
		readonly contactId: string;
		readonly engagementId?: string;
	};
}
