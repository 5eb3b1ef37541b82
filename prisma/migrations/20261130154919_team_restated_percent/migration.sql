-- AlterTable
ALTER TABLE "team" ADD COLUMN     "restated_percent" INTEGER NOT NULL DEFAULT 5;
