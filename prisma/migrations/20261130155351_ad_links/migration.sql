-- CreateTable
CREATE TABLE "ad_link" (
    "workspace_id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "ad_group_id" TEXT NOT NULL,
    "ad_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "ad_link_pkey" PRIMARY KEY ("workspace_id","team_id","source","platform","account_id","campaign_id","ad_group_id","ad_id")
);

-- AddForeignKey
ALTER TABLE "ad_link" ADD CONSTRAINT "ad_link_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "team"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
