-- AlterTable
ALTER TABLE "team" ADD COLUMN     "guarded_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_guardrail" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "guardrail" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL DEFAULT '',
    "campaign" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "metric" TEXT,
    "window_days" INTEGER NOT NULL,
    "maturity_days" INTEGER NOT NULL,
    "warn_low" DECIMAL(18,6),
    "warn_high" DECIMAL(18,6),
    "breach_low" DECIMAL(18,6),
    "breach_high" DECIMAL(18,6),
    "recover_low" DECIMAL(18,6),
    "recover_high" DECIMAL(18,6),
    "min_spend" DECIMAL(18,2),
    "min_results" DECIMAL(18,2),
    "sure" DOUBLE PRECISION NOT NULL,
    "fire_after" INTEGER NOT NULL,
    "resolve_after" INTEGER NOT NULL,
    "no_data" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "owner_user_id" TEXT,
    "approver_user_id" TEXT,
    "runbook" TEXT NOT NULL DEFAULT '',
    "remind_hours" INTEGER NOT NULL,
    "quiet_from" CHAR(5),
    "quiet_to" CHAR(5),
    "conversation_id" TEXT,
    "depends_on" INTEGER[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "paused_at" TIMESTAMPTZ(3),
    "paused_by" TEXT,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "guardrail_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "guardrail_version" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "guardrail_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guardrail_version_pkey" PRIMARY KEY ("workspace_id","team_id","guardrail_id","version")
);

-- CreateTable
CREATE TABLE "guardrail_watch" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "guardrail_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "streak" INTEGER NOT NULL,
    "since" DATE,
    "counted" DATE,
    "data_version" INTEGER NOT NULL,
    "as_of" DATE NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "guardrail_watch_pkey" PRIMARY KEY ("workspace_id","team_id","guardrail_id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "guardrail_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "version" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "recovers" BOOLEAN NOT NULL,
    "value" DOUBLE PRECISION,
    "bound" DOUBLE PRECISION,
    "numerator" DOUBLE PRECISION,
    "denominator" DOUBLE PRECISION,
    "probability" DOUBLE PRECISION,
    "dispersion" DOUBLE PRECISION,
    "low" DOUBLE PRECISION,
    "high" DOUBLE PRECISION,
    "data_through" DATE,
    "sentence" TEXT NOT NULL,
    "muted_by" TEXT,
    "state" TEXT NOT NULL,
    "judged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("workspace_id","team_id","guardrail_id","day")
);

-- CreateTable
CREATE TABLE "incident" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "guardrail_id" TEXT NOT NULL,
    "guardrail_version" INTEGER NOT NULL,
    "scope" TEXT NOT NULL,
    "is_drill" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "condition" TEXT NOT NULL DEFAULT '',
    "since" DATE NOT NULL,
    "day" DATE NOT NULL,
    "judged" JSONB NOT NULL,
    "lead_id" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_on" DATE,
    "resolution" TEXT,
    "acked_by" TEXT,
    "acked_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),
    "snoozed_by" TEXT,
    "snoozed_why" TEXT,
    "told_excess" DOUBLE PRECISION NOT NULL,
    "assigned_to" TEXT,
    "assigned_by" TEXT,
    "escalation" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "incident_note" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,
    "told" BOOLEAN NOT NULL,

    CONSTRAINT "incident_note_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "incident_decision" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "incident_id" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "rationale" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_decision_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guardrail_workspace_id_team_id_number_key" ON "guardrail"("workspace_id", "team_id", "number");

-- CreateIndex
CREATE INDEX "incident_workspace_id_team_id_state_idx" ON "incident"("workspace_id", "team_id", "state");

-- CreateIndex
CREATE INDEX "incident_next_at_idx" ON "incident"("next_at");

-- CreateIndex
CREATE INDEX "incident_note_workspace_id_team_id_incident_id_at_idx" ON "incident_note"("workspace_id", "team_id", "incident_id", "at");

-- CreateIndex
CREATE INDEX "incident_decision_workspace_id_team_id_incident_id_idx" ON "incident_decision"("workspace_id", "team_id", "incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_decision_workspace_id_team_id_number_key" ON "incident_decision"("workspace_id", "team_id", "number");

-- AddForeignKey
ALTER TABLE "guardrail" ADD CONSTRAINT "guardrail_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardrail_version" ADD CONSTRAINT "guardrail_version_workspace_id_team_id_guardrail_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "guardrail_id") REFERENCES "guardrail"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guardrail_watch" ADD CONSTRAINT "guardrail_watch_workspace_id_team_id_guardrail_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "guardrail_id") REFERENCES "guardrail"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_workspace_id_team_id_guardrail_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "guardrail_id") REFERENCES "guardrail"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_workspace_id_team_id_guardrail_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "guardrail_id") REFERENCES "guardrail"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_note" ADD CONSTRAINT "incident_note_workspace_id_team_id_incident_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "incident_id") REFERENCES "incident"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_decision" ADD CONSTRAINT "incident_decision_workspace_id_team_id_incident_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "incident_id") REFERENCES "incident"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open incident per guardrail and scope; a drill is none.
CREATE UNIQUE INDEX "incident_one_open_key" ON "incident"("workspace_id", "team_id", "guardrail_id", "scope", "is_drill") WHERE "state" <> 'resolved';
