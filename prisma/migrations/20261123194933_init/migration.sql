-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "slack_id" TEXT,
    "name" TEXT NOT NULL,
    "bot_user_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "team" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "review_weekday" INTEGER NOT NULL,
    "review_time" CHAR(5) NOT NULL,
    "monthly_budget" DECIMAL(18,2),
    "broadcast" BOOLEAN NOT NULL DEFAULT false,
    "paused_at" TIMESTAMPTZ(3),
    "paused_by" TEXT,
    "lead_user_id" TEXT,
    "planned_through" TIMESTAMPTZ(3) NOT NULL,
    "data_version" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "channel" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "job" TEXT,
    "owner_user_id" TEXT,
    "delegate_user_id" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "channel_rule" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "contains" TEXT NOT NULL,

    CONSTRAINT "channel_rule_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "outcome" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "includes" TEXT,
    "excludes" TEXT,
    "validation" TEXT,

    CONSTRAINT "outcome_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "target" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL DEFAULT '',
    "metric" TEXT NOT NULL,
    "low" DECIMAL(18,6),
    "high" DECIMAL(18,6),

    CONSTRAINT "target_pkey" PRIMARY KEY ("workspace_id","team_id","channel_id","metric")
);

-- CreateTable
CREATE TABLE "import" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "slack_file_id" TEXT,
    "conversation_id" TEXT,
    "answers" JSONB NOT NULL,
    "preview" JSONB NOT NULL,
    "staging_table" TEXT,
    "made_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "campaign_name" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("workspace_id","team_id","source","platform","account_id","campaign_id")
);

-- CreateTable
CREATE TABLE "fact" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "grain" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "ad_group_id" TEXT NOT NULL,
    "ad_id" TEXT NOT NULL,
    "ad_group_name" TEXT NOT NULL,
    "ad_name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "impressions" DECIMAL(18,4),
    "clicks" DECIMAL(18,4),
    "spend" DECIMAL(18,6),
    "conversions" DECIMAL(18,6),
    "conversions_value" DECIMAL(18,6),
    "reach" DECIMAL(18,4),
    "click_kind" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("workspace_id","team_id","day","source","grain","platform","account_id","campaign_id","ad_group_id","ad_id")
);

-- CreateTable
CREATE TABLE "funnel_record" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL DEFAULT '',
    "campaign" TEXT NOT NULL DEFAULT '',
    "utm_source" TEXT NOT NULL DEFAULT '',
    "utm_medium" TEXT NOT NULL DEFAULT '',
    "lead_at" TIMESTAMPTZ(3),
    "mql_at" TIMESTAMPTZ(3),
    "sql_at" TIMESTAMPTZ(3),
    "opportunity_at" TIMESTAMPTZ(3),
    "won_at" TIMESTAMPTZ(3),
    "lost_at" TIMESTAMPTZ(3),
    "amount" DECIMAL(18,2),
    "currency" CHAR(3),

    CONSTRAINT "funnel_record_pkey" PRIMARY KEY ("workspace_id","team_id","source","object_id")
);

-- CreateTable
CREATE TABLE "occurrence" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "ritual" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "occurrence_pkey" PRIMARY KEY ("workspace_id","team_id","ritual","slot")
);

-- CreateTable
CREATE TABLE "review" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "week" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "board" JSONB NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "decisions" JSONB,
    "focus" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "review_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateTable
CREATE TABLE "narrative" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "happened" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "next" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "narrative_pkey" PRIMARY KEY ("workspace_id","team_id","review_id","channel_id")
);

-- CreateTable
CREATE TABLE "draft" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("workspace_id","user_id","form","subject")
);

-- CreateTable
CREATE TABLE "announcement" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "team_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "parent_id" TEXT,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "part" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'pending',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "drawn_revision" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3),
    "payload" JSONB,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_sent_at" TIMESTAMPTZ(3),
    "uncertain_since" TIMESTAMPTZ(3),
    "sweep_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "told_at" TIMESTAMPTZ(3),
    "ts" TEXT,
    "file_id" TEXT,
    "posted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "workspace_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("workspace_id","event_id")
);

-- CreateTable
CREATE TABLE "audit" (
    "workspace_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspace_slack_id_key" ON "workspace"("slack_id");

-- CreateIndex
CREATE UNIQUE INDEX "team_workspace_id_key_key" ON "team"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "team_workspace_id_conversation_id_key" ON "team"("workspace_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "channel_workspace_id_team_id_key_key" ON "channel"("workspace_id", "team_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "channel_rule_workspace_id_team_id_position_key" ON "channel_rule"("workspace_id", "team_id", "position");

-- CreateIndex
CREATE INDEX "import_workspace_id_team_id_created_at_idx" ON "import"("workspace_id", "team_id", "created_at");

-- CreateIndex
CREATE INDEX "funnel_record_workspace_id_team_id_lead_at_idx" ON "funnel_record"("workspace_id", "team_id", "lead_at");

-- CreateIndex
CREATE INDEX "funnel_record_workspace_id_team_id_mql_at_idx" ON "funnel_record"("workspace_id", "team_id", "mql_at");

-- CreateIndex
CREATE INDEX "funnel_record_workspace_id_team_id_sql_at_idx" ON "funnel_record"("workspace_id", "team_id", "sql_at");

-- CreateIndex
CREATE INDEX "funnel_record_workspace_id_team_id_opportunity_at_idx" ON "funnel_record"("workspace_id", "team_id", "opportunity_at");

-- CreateIndex
CREATE INDEX "funnel_record_workspace_id_team_id_won_at_idx" ON "funnel_record"("workspace_id", "team_id", "won_at");

-- CreateIndex
CREATE INDEX "occurrence_state_due_at_idx" ON "occurrence"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "review_workspace_id_team_id_week_key" ON "review"("workspace_id", "team_id", "week");

-- CreateIndex
CREATE INDEX "announcement_state_conversation_id_position_idx" ON "announcement"("state", "conversation_id", "position");

-- CreateIndex
CREATE INDEX "announcement_workspace_id_team_id_subject_idx" ON "announcement"("workspace_id", "team_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_workspace_id_key_key" ON "announcement"("workspace_id", "key");

-- CreateIndex
CREATE INDEX "delivery_at_idx" ON "delivery"("at");

-- CreateIndex
CREATE INDEX "audit_workspace_id_team_id_at_idx" ON "audit"("workspace_id", "team_id", "at");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_rule" ADD CONSTRAINT "channel_rule_workspace_id_team_id_channel_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "channel_id") REFERENCES "channel"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "target" ADD CONSTRAINT "target_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occurrence" ADD CONSTRAINT "occurrence_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "narrative" ADD CONSTRAINT "narrative_workspace_id_team_id_review_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "review_id") REFERENCES "review"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "narrative" ADD CONSTRAINT "narrative_workspace_id_team_id_channel_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "channel_id") REFERENCES "channel"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
