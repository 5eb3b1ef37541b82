-- CreateTable
CREATE TABLE "audience_overlap" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "names" TEXT[],
    "sizes" DECIMAL(18,2)[],
    "whole" DECIMAL(18,2) NOT NULL,
    "measured_by" TEXT NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audience_overlap_pkey" PRIMARY KEY ("workspace_id","team_id","id")
);

-- CreateIndex
CREATE INDEX "audience_overlap_workspace_id_team_id_measured_at_idx" ON "audience_overlap"("workspace_id", "team_id", "measured_at");

-- AddForeignKey
ALTER TABLE "audience_overlap" ADD CONSTRAINT "audience_overlap_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
