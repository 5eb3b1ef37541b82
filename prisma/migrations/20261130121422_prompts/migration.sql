-- AlterTable
ALTER TABLE "team" ADD COLUMN     "prompt_time" CHAR(5) NOT NULL DEFAULT '14:00',
ADD COLUMN     "reminding" TEXT NOT NULL DEFAULT 'standard';

-- CreateTable
CREATE TABLE "narrative_ahead" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "week" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL DEFAULT false,
    "happened" TEXT NOT NULL DEFAULT '',
    "because" TEXT NOT NULL DEFAULT '',
    "next" TEXT NOT NULL DEFAULT '',
    "written_by" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "narrative_ahead_pkey" PRIMARY KEY ("workspace_id","team_id","week","channel_id")
);

-- AddForeignKey
ALTER TABLE "narrative_ahead" ADD CONSTRAINT "narrative_ahead_workspace_id_team_id_channel_id_fkey" FOREIGN KEY ("workspace_id", "team_id", "channel_id") REFERENCES "channel"("workspace_id", "team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
