-- AlterTable
ALTER TABLE "person" ADD COLUMN     "standing" TEXT;
