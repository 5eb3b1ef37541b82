-- AlterTable
ALTER TABLE "team" ADD COLUMN     "last_launch" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "launch" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "channel_id" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "offer" TEXT NOT NULL DEFAULT '',
    "landing_page" TEXT NOT NULL DEFAULT '',
    "why_now" TEXT NOT NULL,
    "owner_user_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT,
    "settled_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "launch_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateIndex
CREATE INDEX "launch_workspace_id_team_id_day_idx" ON "launch"("workspace_id", "team_id", "day");

-- CreateIndex
CREATE UNIQUE INDEX "launch_workspace_id_team_id_number_key" ON "launch"("workspace_id", "team_id", "number");

-- AddForeignKey
ALTER TABLE "launch" ADD CONSTRAINT "launch_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
